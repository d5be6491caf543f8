// One document on its way to the server: told how far it is, and whether it arrived.

import { Refusal } from "./server.js";

/** Sends the file as the body; resolves when the server has it. Rejects with a `Refusal`. `fetch` tells no progress. */
export function upload(path, file, onProgress, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    request.addEventListener("load", () => {
      const answer = request.response ?? {};
      if (request.status >= 200 && request.status < 300) resolve(answer);
      else reject(new Refusal(request.status, answer.error ?? "Máy chủ chưa trả lời được.", answer));
    });
    request.addEventListener("error", () => reject(new Refusal(0, "Không nối được với máy chủ.", {})));
    request.addEventListener("abort", () => reject(new Refusal(499, "Đã bỏ, tệp chưa gửi.", {})));
    signal?.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}
