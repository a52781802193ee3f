/** Where yellow and red begin. */
export const YELLOW = 0.1;
export const RED = 0.25;

/** Where the scale ends; what is beyond fills it. */
const END = 0.5;

/** Where an index stands on the scale, in per cent of its width. */
export const onScale = (index: number): number => (Math.min(index, END) / END) * 100;
