import { useQueryClient } from '@tanstack/react-query';
import {
  ActForm,
  Chip,
  Paged,
  type Tone,
  textKey,
  useLanguage,
  useText,
  useWords,
  When,
} from '@xinqiao/console';
import { type DeliveryStatus, EVENT_TYPES, type WebhookEndpointId } from '@xinqiao/contracts';
import { DELIVERY_ERROR_WORDS, DELIVERY_WORDS } from './webhook-words.ts';

const TEXT = {
  'zh-CN': {
    title: '投递情况',
    refresh: '刷新',
    none: '还没有投递。',
    attempts: (count: number) => `${count} 次尝试`,
    next: '下次尝试',
    at: '送达',
    replay: (count: number) => `重放已放弃的 ${count} 个事件`,
  },
  en: {
    title: 'Deliveries',
    refresh: 'Refresh',
    none: 'No delivery yet.',
    attempts: (count: number) => (count === 1 ? '1 attempt' : `${count} attempts`),
    next: 'next attempt',
    at: 'delivered',
    replay: (count: number) =>
      count === 1 ? 'Send the event given up once more' : `Send the ${count} events given up once more`,
  },
} as const;

const TONES: Readonly<Record<DeliveryStatus, Tone>> = { PENDING: 'wait', DELIVERED: 'good', DEAD: 'bad' };

/** What was sent to an address and what became of it, newest first. */
export function Deliveries({ endpointId, dead }: { endpointId: WebhookEndpointId; dead: number }) {
  const [language] = useLanguage();
  const text = useText(TEXT);
  const wordsOf = useWords();
  const queries = useQueryClient();
  const nameOf = (type: string) =>
    type in EVENT_TYPES ? EVENT_TYPES[type as keyof typeof EVENT_TYPES].summary[textKey(language)] : type;
  return (
    <section className="deliveries">
      <h2>{text.title}</h2>
      <p>
        <button type="button" onClick={() => void queries.invalidateQueries()}>
          {text.refresh}
        </button>
      </p>
      {dead === 0 ? null : (
        <ActForm
          name="webhooks.replay"
          submit={text.replay(dead)}
          inputOf={() => ({ endpointId, onlyDead: true })}
        />
      )}
      <Paged name="webhooks.listDeliveries" input={{ endpointId }} none={text.none}>
        {(deliveries) => (
          <ul className="rows">
            {deliveries.map((delivery) => {
              const { eventId, type, status, attempts, lastStatus, lastError, nextAttemptAt, deliveredAt } =
                delivery;
              return (
                <li key={eventId}>
                  <Chip tone={TONES[status]}>{wordsOf(DELIVERY_WORDS, status)}</Chip> {nameOf(type)}
                  <br />
                  {text.attempts(attempts)}
                  {lastStatus === null ? null : ` · HTTP ${lastStatus}`}
                  {lastError === null ? null : ` · ${wordsOf(DELIVERY_ERROR_WORDS, lastError)}`}
                  {nextAttemptAt === null ? null : (
                    <>
                      {' · '}
                      {text.next} <When at={nextAttemptAt} />
                    </>
                  )}
                  {deliveredAt === null ? null : (
                    <>
                      {' · '}
                      {text.at} <When at={deliveredAt} />
                    </>
                  )}
                  <br />
                  <code className="quiet">{eventId}</code>
                </li>
              );
            })}
          </ul>
        )}
      </Paged>
    </section>
  );
}
