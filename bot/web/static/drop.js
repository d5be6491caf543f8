// The page behind a link for documents: one file, shown as it goes up; what is said of it is said in the chat.

import { byId } from "./elements.js";
import { Refusal } from "./server.js";
import { upload } from "./upload.js";

byId("drop-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const [file] = byId("drop-file").files;
  if (!file) return;
  const [send, progress] = [byId("drop-send"), byId("drop-progress")];
  byId("drop-error").textContent = "";
  byId("drop-done").textContent = `Đang gửi “${file.name}”…`;
  send.disabled = true;
  progress.hidden = false;
  progress.value = 0;
  try {
    const path = `${location.pathname}?${new URLSearchParams({ name: file.name })}`;
    await upload(path, file, (share) => (progress.value = share));
    byId("drop-done").textContent = `Đã gửi “${file.name}”. Trợ lý trả lời trong cuộc trò chuyện, đồng chí đóng trang này được.`;
    byId("drop-form").reset();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    byId("drop-done").textContent = "";
    byId("drop-error").textContent = error.message;
  } finally {
    send.disabled = false;
    progress.hidden = true;
  }
});
