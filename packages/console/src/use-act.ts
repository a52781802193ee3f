import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { act, type InputOf, type OutputOf, type WriteName } from './call.ts';

/**
 * One write of a form or button. Pressing again after a failure repeats the same act, so that nothing is done twice;
 * another input is another act. What was read before is read anew afterwards.
 */
export function useAct<N extends WriteName>(name: N, onDone?: (answer: OutputOf<N>) => void) {
  const queries = useQueryClient();
  const attempt = useRef({ input: '', idempotencyKey: '' });
  return useMutation<OutputOf<N>, Error, InputOf<N>>({
    mutationFn: (input) => {
      const written = JSON.stringify(input);
      if (attempt.current.input !== written)
        attempt.current = { input: written, idempotencyKey: crypto.randomUUID() };
      return act(name, input, attempt.current.idempotencyKey);
    },
    onSuccess: async (answer) => {
      attempt.current = { input: '', idempotencyKey: '' };
      await queries.invalidateQueries();
      onDone?.(answer);
    },
  });
}
