"""A bidirectional GRU layer that trains fast on one CPU thread (gru.cpp, built on first use; needs g++ and ninja)."""
import functools
import os
import sys
from pathlib import Path

import torch
from torch import nn


@functools.cache
def _kernel():
    from torch.utils.cpp_extension import load

    os.environ["PATH"] = f"{Path(sys.executable).parent}:{os.environ['PATH']}"      # ninja of the same environment
    source = Path(__file__).with_name("gru.cpp")
    return load("whosaid_gru", [str(source)], extra_cflags=["-O3", "-march=native", "-ffast-math"])


class _Recurrence(torch.autograd.Function):
    @staticmethod
    def forward(ctx, gx, w, bias, lengths, reverse):
        states, gates = _kernel().forward(gx.contiguous(), w, bias, lengths, reverse)
        ctx.save_for_backward(states, gates, w, lengths)
        ctx.reverse = reverse
        return states[:-1] if reverse else states[1:]

    @staticmethod
    def backward(ctx, grad):
        return (*_kernel().backward(grad, *ctx.saved_tensors, ctx.reverse), None, None)


class BiGRU(nn.Module):
    """[batch, time, dim] -> [batch, time, 2 hidden], by PyTorch's GRU equations; 0 beyond a row's length."""

    def __init__(self, dim, hidden):
        super().__init__()
        self.hidden = hidden
        self.wx = nn.Linear(dim, 6 * hidden)                               # both directions
        self.wh = nn.Parameter(torch.empty(2, 3 * hidden, hidden))
        self.bh = nn.Parameter(torch.zeros(2, 3 * hidden))
        nn.init.xavier_uniform_(self.wx.weight)
        for direction in self.wh.data:
            for gate in direction.split(hidden):
                nn.init.orthogonal_(gate)

    def forward(self, x, lengths):
        gates = self.wx(x.transpose(0, 1).contiguous()).float()
        ahead, back = gates.split(3 * self.hidden, -1)
        out = torch.cat([
            _Recurrence.apply(ahead, self.wh[0], self.bh[0], lengths, False),
            _Recurrence.apply(back, self.wh[1], self.bh[1], lengths, True),
        ], -1).transpose(0, 1)
        return out * (torch.arange(x.shape[1])[None] < lengths[:, None]).unsqueeze(-1)
