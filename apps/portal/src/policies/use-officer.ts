import { useRoles } from '@xinqiao/console';

/**
 * Whether a risk officer is signed in; undefined until it is known. The server decides by itself what she may do: this
 * offers nobody what is refused.
 */
export function useOfficer(): boolean | undefined {
  return useRoles()?.includes('RISK_OFFICER');
}
