// Bundled by esbuild, which copies the WebAssembly beside the bundle and gives its address (--loader:.wasm=file).
import { annotate, configure } from "whosaid";
import wasm from "whosaid/whosaid_bg.wasm";

configure({ wasm: new URL(wasm, import.meta.url) });
await annotate(document.querySelector("#article"), { open: true });
