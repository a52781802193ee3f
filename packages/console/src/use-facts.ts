import { useContext } from 'react';
import { type ConsoleFacts, FactsContext } from './facts.ts';

/** The facts of the console a component is shown in. */
export function useFacts(): ConsoleFacts {
  const facts = useContext(FactsContext);
  if (facts === undefined) throw new Error('shown outside a console');
  return facts;
}
