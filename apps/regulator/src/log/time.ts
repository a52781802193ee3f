const inShanghai = (options: Intl.DateTimeFormatOptions) => {
  // sv-SE writes dates as ISO 8601 does, which both languages read.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', ...options });
  return (instant: Date | string): string => format.format(new Date(instant));
};

/** `2026-11-21 16:00:00`, Asia/Shanghai. */
export const dateAndTime = inShanghai({ dateStyle: 'short', timeStyle: 'medium' });
/** `2026-11-21 16:00`, Asia/Shanghai. */
export const dateAndMinute = inShanghai({ dateStyle: 'short', timeStyle: 'short' });
