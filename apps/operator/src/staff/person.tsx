import { useRead } from '@xinqiao/console';

/** A member of staff by name and identity; by identity alone for whoever may not read the staff. */
export function Person({ id }: { id: string | null }) {
  const { answer } = useRead('staff.list', {});
  const name = answer?.items.find(({ identityId }) => identityId === id)?.name;
  return (
    <>
      {name} <code>{id}</code>
    </>
  );
}
