// Days and hours as the office counts them: Viet Nam's clock, whatever the device believes.

const WEEKDAYS = ["Chủ Nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"];
const VIETNAM_MS = 7 * 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** "2026-11-21" of a moment in milliseconds. */
export const dayOf = (milliseconds) => new Date(milliseconds + VIETNAM_MS).toISOString().slice(0, 10);

/** "14:05" of a moment in milliseconds. */
export const hourOf = (milliseconds) => new Date(milliseconds + VIETNAM_MS).toISOString().slice(11, 16);

/** How many minutes there are to the next eight o'clock in the morning, when the day's reminders come. */
export function minutesToMorning(milliseconds) {
  const sinceMorning = (milliseconds + VIETNAM_MS - 8 * 60 * 60 * 1000) % DAY_MS;
  return Math.ceil((DAY_MS - sinceMorning) / 60000);
}

const number = (day) => Date.parse(`${day}T00:00:00Z`) / DAY_MS;
const weekday = (day) => WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()];

/** "21/11", with the year where it is not the other day's. */
function dateWords(day, otherDay) {
  const [year, month, date] = day.split("-");
  return otherDay.startsWith(year) ? `${date}/${month}` : `${date}/${month}/${year}`;
}

/** "Hôm nay", "Hôm qua", "Thứ Hai 23/11", and with the year when it is another. */
export function dayWords(day, today) {
  const ago = number(today) - number(day);
  if (ago === 0) return "Hôm nay";
  if (ago === 1) return "Hôm qua";
  return `${weekday(day)} ${dateWords(day, today)}`;
}

/** "Thứ Bảy, 21/11/2026". */
export const fullDay = (day) => `${weekday(day)}, ${dateWords(day, "")}`;

/** "Thứ Bảy 21/11". */
export const shortDay = (day) => `${weekday(day)} ${dateWords(day, day)}`;

/** The office's clock: told by the server now and then, ticking here in between. */
export class OfficeClock {
  #told = Date.now();
  #at = performance.now();

  tell(iso) {
    this.#told = Date.parse(iso);
    this.#at = performance.now();
  }

  now() {
    return this.#told + performance.now() - this.#at;
  }
}
