import { Dec } from './decimal.ts';

export const sum = (amounts: readonly Dec[]): Dec =>
  amounts.reduce((total, amount) => total.plus(amount), new Dec(0));
