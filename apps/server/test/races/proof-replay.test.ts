import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { patienceMs, requests } from './support/bounds.ts';
import { type Caller, startCaller } from './support/caller.ts';
import { type Cluster, startCluster } from './support/cluster.ts';

/** Copies of one proof on their way at once, half to each node. */
const COPIES = 64;
const REQUESTS = requests(2 * COPIES);
const ROUNDS = Math.ceil(REQUESTS / COPIES);

describe('one proof sent to both nodes at once', () => {
  let cluster: Cluster;
  let caller: Caller;
  beforeAll(async () => {
    cluster = await startCluster();
    caller = await startCaller(cluster.origin, cluster.credentials);
    await caller.call(cluster.nodes[0], 'consents.list'); // from here on it knows the nonce
  });
  afterAll(() => cluster.close());

  /** Sends to both nodes in turn, and counts what comes back. */
  async function count(copies: number, send: (node: { readonly url: string }) => Promise<string>) {
    const answers = await Promise.all(
      Array.from({ length: copies }, (_, copy) => send(cluster.nodes[copy % 2 === 0 ? 0 : 1])),
    );
    return Object.fromEntries(
      [...Map.groupBy(answers, (answer) => answer)].map(([answer, all]) => [answer, all.length]),
    );
  }

  it(
    'is taken once by the API · RFC 9449 §11.1',
    async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const proof = await caller.proof('consents.list');
        const answers = await count(COPIES, async (node) => {
          const { status, code } = await caller.call(node, 'consents.list', { proof });
          return code ?? String(status);
        });
        expect(answers).toEqual({ 200: 1, DPOP_PROOF_REPLAYED: COPIES - 1 });
      }
    },
    patienceMs(REQUESTS),
  );

  it('is taken as often as there are proofs: two proofs, two answers', async () => {
    const proofs = await Promise.all([caller.proof('consents.list'), caller.proof('consents.list')]);
    let turn = 0;
    const answers = await count(8, async (node) => {
      const proof = proofs[turn++ < 4 ? 0 : 1] ?? '';
      const { status, code } = await caller.call(node, 'consents.list', { proof });
      return code ?? String(status);
    });
    expect(answers).toEqual({ 200: 2, DPOP_PROOF_REPLAYED: 6 });
  });

  describe('at the token endpoint', () => {
    let dpopKey: Awaited<ReturnType<typeof generateKeyPair>>;
    let nonce: string | undefined;
    beforeAll(async () => {
      dpopKey = await generateKeyPair('ES256');
      const first = await askToken(cluster.nodes[0], await assertion(), await dpopProof());
      nonce = first.headers.get('dpop-nonce') ?? undefined;
    });

    const assertion = async () => {
      const { applicationId, keyId, privateKey } = cluster.credentials;
      return new SignJWT({ jti: randomUUID() })
        .setProtectedHeader({ alg: 'ES256', kid: keyId })
        .setIssuer(applicationId)
        .setSubject(applicationId)
        .setAudience(`${cluster.origin}/oidc`)
        .setIssuedAt()
        .setExpirationTime('1 minute')
        .sign(await importJWK(privateKey as JWK, 'ES256'));
    };
    const dpopProof = async () =>
      new SignJWT({ jti: randomUUID(), htm: 'POST', htu: `${cluster.origin}/oidc/token`, nonce })
        .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk: await exportJWK(dpopKey.publicKey) })
        .setIssuedAt()
        .sign(dpopKey.privateKey);
    const askToken = (node: { readonly url: string }, client_assertion: string, dpop: string) =>
      fetch(`${node.url}/oidc/token`, {
        method: 'POST',
        headers: { dpop, host: new URL(cluster.origin).host },
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          scope: 'consents:read',
          resource: `${cluster.origin}/api`,
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion,
        }),
      });
    const tokens = async (send: (node: { readonly url: string }) => Promise<Response>) => {
      const answers = await count(COPIES, async (node) => {
        const answer = await send(node);
        await answer.arrayBuffer();
        return answer.ok ? 'token' : answer.status < 500 ? 'refused' : String(answer.status);
      });
      return answers;
    };

    it(
      'a client assertion gives one token, whatever the proofs beside it · RFC 7523 §3 (7)',
      async () => {
        for (let round = 0; round < ROUNDS; round++) {
          const once = await assertion();
          expect(await tokens(async (node) => askToken(node, once, await dpopProof()))).toEqual({
            token: 1,
            refused: COPIES - 1,
          });
        }
      },
      patienceMs(REQUESTS),
    );

    it(
      'a DPoP proof gives one token, whatever the assertions beside it · RFC 9449 §11.1',
      async () => {
        for (let round = 0; round < ROUNDS; round++) {
          const once = await dpopProof();
          expect(await tokens(async (node) => askToken(node, await assertion(), once))).toEqual({
            token: 1,
            refused: COPIES - 1,
          });
        }
      },
      patienceMs(REQUESTS),
    );
  });
});
