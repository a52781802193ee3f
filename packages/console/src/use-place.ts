import { useSyncExternalStore } from 'react';

/** Where in a console somebody is: the parts of the address behind `#/`. */
export type Place = readonly string[];

const watch = (changed: () => void) => {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
};

/** The place named by the address; it changes with it. */
export function usePlace(): Place {
  const hash = useSyncExternalStore(watch, () => location.hash);
  return hash.replace(/^#\/?/, '').split('/').filter(Boolean).map(decodeURIComponent);
}
