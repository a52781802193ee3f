import { PlatformError, type PurposeCode } from '@xinqiao/contracts';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Question } from '../../../src/consents/requests/question.ts';
import { withdrawRequest } from '../../../src/consents/requests/withdraw.ts';
import { revokeConsent } from '../../../src/consents/revoke.ts';
import {
  become,
  checkState,
  end,
  isOver,
  lives,
  type Model,
  type ModelConsent,
  type ModelRequest,
  nowOf,
  passTime,
  type Real,
  write,
} from './model.ts';
import { days } from './small-city.ts';

type Step = fc.AsyncCommand<Model, Real>;

/** A step: what the model says must come of it, and the same in earnest. A code means refused, without a trace. */
function step(
  name: string,
  run: (
    model: Model,
    real: Real,
  ) => Promise<{ expected: string | null; act: () => Promise<unknown> } | undefined>,
): Step {
  return {
    check: () => true,
    toString: () => name,
    async run(model, real) {
      const planned = await run(model, real);
      if (planned === undefined) return;
      const { expected, act } = planned;
      const code = await act().then(
        () => null,
        (error: unknown) => {
          if (error instanceof PlatformError) return error.code;
          throw error;
        },
      );
      expect(code).toBe(expected);
      real.tally.commands++;
      if (code === null) real.tally.taken++;
      else real.tally.refused++;
      await checkState(model, real);
    },
  };
}

/** One of the newest. */
const pick = <T>(list: readonly T[], at: number): T | undefined =>
  list.at(-1 - (at % Math.max(list.length, 1)));
const at = fc.nat(3);
const purpose = fc.constantFrom<PurposeCode>('CREDIT_DECISION', 'LOAN_REVIEW');
const items = fc.constantFrom(['tax.vat-returns'], ['tax.vat-returns', 'invoice.summary']);
const disclosure = fc.constantFrom('ANSWER' as const, 'INDICATORS' as const);
const validity = fc.constantFrom('P7D', 'P30D', 'P6M');
const seconds = fc.constantFrom(60, 259_200, 2_592_000);
const PAUSE_MS = days(30);

/** Nobody is prompted again within 30 days of refusing. */
const tooSoon = (model: Model, asked: string, now: number): boolean =>
  now < (model.refusedAt.get(asked) ?? Number.NEGATIVE_INFINITY) + PAUSE_MS;

interface NewAsk {
  readonly purpose: PurposeCode;
  readonly items: readonly string[];
  readonly disclosure: 'ANSWER' | 'INDICATORS';
  readonly validity: string;
  readonly seconds: number;
  /** Whether the bank names the firm. */
  readonly named: boolean;
}

const asking = ({ seconds, named, ...fact }: NewAsk) =>
  step(
    `ask ${fact.purpose} ${fact.items.length} ${fact.disclosure} ${fact.validity} ${named}`,
    async (model, real) => {
      return {
        // A link prompts nobody, whatever was refused before.
        expected: null,
        act: async () => {
          const { city, firm } = real;
          const asked = await city.ask(
            { ...fact, items: fact.items as never, ...(named ? { uscc: firm.code } : {}) },
            { seconds },
          );
          const consent: ModelConsent = {
            ...{ consentId: asked.consentId, purpose: fact.purpose, status: 'PENDING', revision: 0 },
            ...{ items: fact.items, disclosure: fact.disclosure, expiresAt: null },
            ...{ endedReason: null, endedBy: null, pausedReason: null },
            ...{ revisions: [], entries: ['CONSENT_REQUESTED'], events: [] },
          };
          model.consents.push(consent);
          model.requests.push({
            ...{ requestId: asked.requestId, consent, kind: 'NEW', items: fact.items },
            ...{ disclosure: fact.disclosure, validity: fact.validity, status: 'PENDING' },
            ...{ answerBy: nowOf(real) + seconds * 1000, required: null },
            ...{ approvedBy: new Set(), stale: new Set() },
          });
        },
      };
    },
  );
const askNew = fc.record({ purpose, items, disclosure, validity, seconds, named: fc.boolean() }).map(asking);

const askChange = fc
  .record({
    ...{ at, items, disclosure, validity, seconds },
    kind: fc.constantFrom('AMEND' as const, 'RENEW' as const),
    same: fc.boolean(),
    otherPurpose: fc.integer({ min: 0, max: 9 }).map((of10) => of10 === 0),
  })
  .map(({ at, kind, seconds, same, otherPurpose, ...wanted }) =>
    step(`${kind} #${at} same=${same}`, async (model, real) => {
      const consent = pick(model.consents, at);
      if (consent === undefined) return undefined;
      const now = nowOf(real);
      const terms = same ? { ...wanted, items: consent.items, disclosure: consent.disclosure } : wanted;
      const asks = otherPurpose
        ? consent.purpose === 'LOAN_REVIEW'
          ? 'CREDIT_DECISION'
          : 'LOAN_REVIEW'
        : consent.purpose;
      const differs =
        terms.items.toSorted().join() !== consent.items.toSorted().join() ||
        terms.disclosure !== consent.disclosure;
      const waits = model.requests.some((each) => each.consent === consent && each.status === 'PENDING');
      const expected =
        !lives(consent) || isOver(consent, now) || otherPurpose
          ? 'CONSENT_CHANGED_MEANWHILE'
          : kind === 'RENEW' && differs
            ? 'CONSENT_REQUEST_EXCESSIVE'
            : tooSoon(model, asks, now)
              ? 'CONSENT_ASKED_TOO_SOON'
              : waits
                ? 'CONSENT_CHANGE_PENDING'
                : null;
      return {
        expected,
        act: async () => {
          const { requestId } = await real.city.ask(
            {
              ...{
                kind,
                consentId: consent.consentId,
                purpose: asks as PurposeCode,
                validity: terms.validity,
              },
              ...{ items: terms.items as never, disclosure: terms.disclosure as never },
            },
            { seconds },
          );
          consent.entries.push('CONSENT_REQUESTED');
          model.requests.push({
            ...{ requestId, consent, kind, items: terms.items, disclosure: terms.disclosure },
            ...{ validity: terms.validity, status: 'PENDING', answerBy: now + seconds * 1000 },
            ...{ approvedBy: new Set(), stale: new Set(), required: null },
          });
        },
      };
    }),
  );

/** Whether she may still answer a page she opened. */
const answerable = (request: ModelRequest, now: number): boolean =>
  request.status === 'PENDING' && request.answerBy > now;

/** Why she is not shown what is asked; null when she is. */
function refusedPage(model: Model, request: ModelRequest, person: string, now: number): string | null {
  if (!answerable(request, now)) return 'CONSENT_REQUEST_NOT_FOUND';
  return model.present.has(person) ? null : 'AUTHORITY_MISSING';
}

/** Fewer may act than its rule asks for, before anybody has agreed. */
const tooFew = (model: Model, { required }: ModelRequest): boolean =>
  required === null && model.present.size < model.required;

const open = fc.record({ at, who: fc.nat(2) }).map(({ at, who }) =>
  step(`open #${at} person ${who}`, async (model, real) => {
    const request = pick(model.requests, at);
    const person = model.firm.people[who] ?? '';
    if (request === undefined) return undefined;
    return {
      expected: refusedPage(model, request, person, nowOf(real)),
      act: async () => {
        const question = await real.city.question(person, request.requestId);
        real.opened.set(`${request.requestId} ${who}`, question);
      },
    };
  }),
);

type How = 'agree' | 'refuse';

/** What comes of an answer, on a page that was opened now or long ago. */
function planAnswer(
  model: Model,
  real: Real,
  { request, person, how }: { readonly request: ModelRequest; readonly person: string; readonly how: How },
) {
  const now = nowOf(real);
  const { consent, approvedBy, stale } = request;
  const inForce = [...approvedBy].filter((each) => !stale.has(each));
  const enough = new Set([...inForce, person]).size >= (request.required ?? model.required);
  const expected = !answerable(request, now)
    ? 'CONSENT_REQUEST_NOT_FOUND'
    : !model.present.has(person)
      ? 'AUTHORITY_MISSING'
      : how === 'agree' && tooFew(model, request)
        ? 'APPROVERS_TOO_FEW'
        : how === 'agree' && enough && isOver(consent, now)
          ? 'CONSENT_TRANSITION_ILLEGAL'
          : null;
  const act = async (question: Question) => {
    if (how === 'refuse') {
      await real.city.refuse(question);
      request.status = 'REFUSED';
      model.refusedAt.set(consent.purpose, now);
      if (request.kind === 'NEW')
        end(model, consent, { act: 'REJECT', by: 'OWNER', reason: 'OWNER_REFUSED' });
      else {
        consent.entries.push('CONSENT_REQUEST_REFUSED');
        consent.events.push('request-closed');
      }
      return;
    }
    const agreed = await real.city.agree(question);
    expect(agreed.kind).toBe(enough ? 'AGREED' : 'AWAITING_APPROVALS');
    // Agreeing again changes nothing.
    if (!enough && inForce.includes(person)) return;
    approvedBy.add(person);
    stale.delete(person);
    if (enough) {
      request.status = 'AGREED';
      become(consent, request, now);
    } else {
      consent.entries.push('CONSENT_APPROVED');
      consent.events.push('approval-given');
      if (request.required === null) request.answerBy = now + 72 * 3_600_000;
    }
    request.required ??= model.required;
  };
  return { expected, act };
}

const how = fc.constantFrom<How>('agree', 'agree', 'agree', 'agree', 'agree', 'refuse');

const answerLate = fc.record({ at, how: fc.constantFrom<How>('agree', 'refuse') }).map(({ at, how }) =>
  step(`${how} on page #${at}`, async (model, real) => {
    const question = pick([...real.opened.values()], at);
    const request = model.requests.find(({ requestId }) => requestId === question?.requestId);
    if (question === undefined || request === undefined) return undefined;
    const { expected, act } = planAnswer(model, real, { request, person: question.identityId, how });
    return { expected, act: () => act(question) };
  }),
);

const answering = ({ at, who, how }: { readonly at: number; readonly who: number; readonly how: How }) =>
  step(`person ${who} opens #${at}: ${how}`, async (model, real) => {
    const request = pick(model.requests, at);
    const person = model.firm.people[who] ?? '';
    if (request === undefined) return undefined;
    const { expected, act } = planAnswer(model, real, { request, person, how });
    return {
      expected: refusedPage(model, request, person, nowOf(real)) ?? expected,
      act: async () => act(await real.city.question(person, request.requestId)),
    };
  });
const answerNow = fc.record({ at, who: fc.nat(2), how }).map(answering);

/** A consent that was asked for and agreed to. */
export const beginning = (required: number): Step[] => [
  asking({
    ...{ purpose: 'CREDIT_DECISION', items: ['tax.vat-returns'], disclosure: 'INDICATORS', validity: 'P6M' },
    ...{ seconds: 259_200, named: true },
  }),
  ...Array.from({ length: required }, (_, who) => answering({ at: 0, who, how: 'agree' })),
];

/** By whom a consent is moved without being asked. */
const move = fc
  .record({ at, how: fc.constantFrom('PAUSE', 'PAUSE', 'RESUME', 'RESUME', 'SYSTEM', 'REVOKE', 'BANK') })
  .map(({ at, how }) =>
    step(`${how} #${at}`, async (model, real) => {
      const consent = pick(model.consents, at);
      if (consent === undefined) return undefined;
      const { city, firm } = real;
      const { consentId } = consent;
      const owner = how === 'PAUSE' || how === 'RESUME' || how === 'REVOKE';
      const act = how === 'SYSTEM' ? 'PAUSE' : how === 'BANK' ? 'REVOKE' : how;
      const status = lives(consent) && isOver(consent, nowOf(real)) ? 'EXPIRED' : consent.status;
      const from =
        { PAUSE: ['ACTIVE'], RESUME: ['PAUSED'], REVOKE: ['PENDING', 'ACTIVE', 'PAUSED'] }[act] ?? [];
      // Row security shows an owner no consent that her firm never agreed to.
      const hers = consent.revisions[0]?.startsWith('1 GRANT') ?? false;
      const repeated = act === 'REVOKE' && status === 'REVOKED';
      const expected =
        owner && !hers
          ? 'CONSENT_NOT_FOUND'
          : from.includes(status) || repeated
            ? null
            : 'CONSENT_TRANSITION_ILLEGAL';
      return {
        expected,
        act: async () => {
          if (owner) await city.move(consentId, firm.subjectId, firm.people[0] ?? '', how);
          else if (how === 'SYSTEM') await city.pauseBySystem(consentId);
          else await city.call(revokeConsent, { consentId, reason: 'LOAN_CLOSED' });
          if (repeated) return;
          const by = owner ? 'OWNER' : how === 'SYSTEM' ? 'SYSTEM' : 'PARTICIPANT';
          if (act === 'REVOKE') {
            const waits = model.requests.some(
              (each) => each.consent === consent && each.status === 'PENDING',
            );
            if (owner && waits) model.refusedAt.set(consent.purpose, nowOf(real));
            end(model, consent, { act, by, reason: owner ? 'OWNER_STOPPED' : 'LOAN_CLOSED' });
          } else {
            const reason = act === 'RESUME' ? null : owner ? 'OWNER_PAUSED' : 'ABNORMAL_LISTED';
            consent.status = act === 'PAUSE' ? 'PAUSED' : 'ACTIVE';
            consent.pausedReason = reason;
            write(consent, { act, by, reason });
          }
        },
      };
    }),
  );

const withdraw = at.map((at) =>
  step(`withdraw #${at}`, async (model, real) => {
    const request = pick(model.requests, at);
    if (request === undefined) return undefined;
    const { requestId, status, kind, consent } = request;
    return {
      expected: status === 'PENDING' || status === 'WITHDRAWN' ? null : 'CONSENT_TRANSITION_ILLEGAL',
      act: async () => {
        await real.city.call(withdrawRequest, { requestId });
        if (status !== 'PENDING') return;
        if (kind === 'NEW')
          end(model, consent, { act: 'REVOKE', by: 'PARTICIPANT', reason: 'NO_LONGER_NEEDED' });
        else {
          request.status = 'WITHDRAWN';
          consent.entries.push('CONSENT_REQUEST_WITHDRAWN');
          consent.events.push('request-closed');
        }
      },
    };
  }),
);

const wait = fc
  .constantFrom(1, 1_000, 59_000, 1_860_000, days(1), days(6), days(29), days(150))
  .map((time) =>
    step(`wait ${time} ms`, async (_, { city }) => ({ expected: null, act: async () => city.advance(time) })),
  );

const worker = fc.constant(
  step('the worker runs', async (model, real) => ({
    expected: null,
    act: async () => {
      await real.city.expire();
      passTime(model, nowOf(real));
    },
  })),
);

/** Somebody loses office; who agreed before no longer counts. */
const leave = fc.nat(8).map((who) =>
  step(`person ${who} leaves`, async (model, real) => {
    const person = model.firm.people[who];
    if (person === undefined || model.present.size === 1) return undefined;
    return {
      expected: null,
      act: async () => {
        await real.city.endAuthority(person, real.firm);
        model.present.delete(person);
        for (const { approvedBy, stale } of model.requests) if (approvedBy.has(person)) stale.add(person);
      },
    };
  }),
);

/** Somebody has authority again: a new one, and pages opened under the old one are of no use. */
const comeBack = fc.nat(8).map((who) =>
  step(`person ${who} comes back`, async (model, real) => {
    const person = model.firm.people[who];
    if (person === undefined || model.present.has(person)) return undefined;
    return {
      expected: null,
      act: async () => {
        real.city.advance(1);
        await real.city.giveAuthority(person, real.firm);
        model.present.add(person);
        for (const [name, { identityId }] of real.opened) if (identityId === person) real.opened.delete(name);
      },
    };
  }),
);

/** The same command several times is drawn as often. */
export const COMMANDS = [
  ...[askNew, askChange, askChange, askChange, open, answerLate],
  ...[answerNow, answerNow, answerNow, answerNow, move, move, move, withdraw, wait, worker],
  ...[leave, comeBack],
] as const;
