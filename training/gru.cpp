// The recurrence of a GRU and its gradient, one thread. The input's share of the gates (gx) is computed outside, for all steps at once.
//
// gx [T, B, 3H] in the order reset, update, new; w [3H, H]; bias [3H]; lengths [B]. Outside its length a row's state is 0.
// States are kept as [T + 1, B, H]: forwards, entry t + 1 follows step t; backwards in time, entry t does.
#include <torch/extension.h>
#include <cmath>
#include <vector>

using at::Tensor;

static inline float sigmoid(float x) { return 1.f / (1.f + std::exp(-x)); }

// Which entries of `states` a step reads and writes.
struct Walk {
    int64_t step, from, to;
    Walk(int64_t k, int64_t T, bool reverse)
        : step(reverse ? T - 1 - k : k), from(reverse ? step + 1 : step), to(reverse ? step : step + 1) {}
};

// -> states, and per step [4H]: reset, update, new, and the hidden share of "new" before the reset gate.
std::vector<Tensor> forward(Tensor gx, Tensor w, Tensor bias, Tensor lengths, bool reverse) {
    const int64_t T = gx.size(0), B = gx.size(1), H = w.size(1);
    Tensor wt = w.t().contiguous();
    Tensor states = at::zeros({T + 1, B, H}, gx.options());
    Tensor gates = at::zeros({T, B, 4 * H}, gx.options());
    Tensor hidden_share = at::empty({B, 3 * H}, gx.options());
    const float* b = bias.data_ptr<float>();
    const int64_t* length = lengths.data_ptr<int64_t>();
    for (int64_t k = 0; k < T; k++) {
        const Walk at(k, T, reverse);
        Tensor before = states[at.from];
        at::mm_out(hidden_share, before, wt);
        const float* old = before.data_ptr<float>();
        float* now = states.data_ptr<float>() + at.to * B * H;
        for (int64_t i = 0; i < B; i++) {
            if (at.step >= length[i]) continue;
            const float* x = gx.data_ptr<float>() + (at.step * B + i) * 3 * H;
            const float* y = hidden_share.data_ptr<float>() + i * 3 * H;
            float* g = gates.data_ptr<float>() + (at.step * B + i) * 4 * H;
            for (int64_t j = 0; j < H; j++) {
                const float reset = sigmoid(x[j] + y[j] + b[j]);
                const float update = sigmoid(x[H + j] + y[H + j] + b[H + j]);
                const float share = y[2 * H + j] + b[2 * H + j];
                const float fresh = std::tanh(x[2 * H + j] + reset * share);
                g[j] = reset; g[H + j] = update; g[2 * H + j] = fresh; g[3 * H + j] = share;
                now[i * H + j] = (1 - update) * fresh + update * old[i * H + j];
            }
        }
    }
    return {states, gates};
}

// -> gradients of gx, w, bias.
std::vector<Tensor> backward(Tensor grad, Tensor states, Tensor gates, Tensor w, Tensor lengths, bool reverse) {
    const int64_t T = gates.size(0), B = gates.size(1), H = w.size(1);
    Tensor d_input = at::zeros({T, B, 3 * H}, states.options());
    Tensor d_hidden = at::zeros({T, B, 3 * H}, states.options());
    Tensor carry = at::zeros({B, H}, states.options()), through = at::zeros({B, H}, states.options());
    const int64_t* length = lengths.data_ptr<int64_t>();
    grad = grad.contiguous();
    for (int64_t k = T - 1; k >= 0; k--) {
        const Walk at(k, T, reverse);
        float* c = carry.data_ptr<float>();
        for (int64_t i = 0; i < B; i++) {
            float* ci = c + i * H;
            if (at.step >= length[i]) { std::fill(ci, ci + H, 0.f); continue; }
            const int64_t row = at.step * B + i;
            const float* old = states.data_ptr<float>() + (at.from * B + i) * H;
            const float* g = gates.data_ptr<float>() + row * 4 * H;
            const float* out = grad.data_ptr<float>() + row * H;
            float* dx = d_input.data_ptr<float>() + row * 3 * H;
            float* dh = d_hidden.data_ptr<float>() + row * 3 * H;
            for (int64_t j = 0; j < H; j++) {
                const float reset = g[j], update = g[H + j], fresh = g[2 * H + j], share = g[3 * H + j];
                const float error = ci[j] + out[j];
                const float d_new = error * (1 - update) * (1 - fresh * fresh);
                const float d_update = error * (old[j] - fresh) * update * (1 - update);
                const float d_reset = d_new * share * reset * (1 - reset);
                dx[j] = d_reset; dx[H + j] = d_update; dx[2 * H + j] = d_new;
                dh[j] = d_reset; dh[H + j] = d_update; dh[2 * H + j] = d_new * reset;
                ci[j] = error * update;
            }
        }
        at::mm_out(through, d_hidden[at.step], w);
        carry.add_(through);
    }
    Tensor before = (reverse ? states.slice(0, 1, T + 1) : states.slice(0, 0, T)).reshape({T * B, H});
    Tensor flat = d_hidden.reshape({T * B, 3 * H});
    return {d_input, at::mm(flat.t(), before), flat.sum(0)};
}

PYBIND11_MODULE(TORCH_EXTENSION_NAME, m) {
    m.def("forward", &forward);
    m.def("backward", &backward);
}
