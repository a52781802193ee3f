import { interactionPolicy, type Provider } from 'oidc-provider';

export type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

/** Every question needs a sign-in of its own: who used the phone or the counter before does not answer for her. */
export function freshSignIn() {
  const policy = interactionPolicy.base();
  const { Check } = interactionPolicy;
  policy
    .get('login')
    ?.checks.add(
      new Check('fresh_sign_in', 'a consent needs a fresh sign-in', (ctx) =>
        ctx.oidc.result?.login === undefined ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT,
      ),
    );
  return policy;
}

/** Two people may use one phone one after the other: the second starts where nobody has signed in. */
export async function forgetEarlierPerson(provider: Provider, interaction: Interaction): Promise<void> {
  const { session } = interaction;
  const earlier = session === undefined ? undefined : await provider.Session.findByUid(session.uid);
  if (session === undefined || earlier === undefined) return;
  const now = Math.floor(Date.now() / 1000);
  Object.assign(earlier, { accountId: undefined, authorizations: undefined });
  await earlier.persist();
  Object.assign(interaction, { session: { ...session, accountId: undefined } });
  await interaction.save(interaction.exp - now);
}
