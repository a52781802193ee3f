import { CalendarDate, OperatorId, PlatformError } from '@xinqiao/contracts';
import { z } from 'zod';
import { SIGN_IN_ENVIRONMENT, signInProblems } from './authorization/sign-in/sign-in-configuration.ts';
import { MESSAGE_ENVIRONMENT, messageProblems } from './notifications/message-configuration.ts';

const ROLES = ['api', 'authorization', 'worker'] as const;

const Environment = z.object({
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(4600)
    .describe('Port to listen on; 0 = any free one. Default 4600.'),
  HOST: z.string().default('127.0.0.1').describe('Address to listen on. Default 127.0.0.1.'),
  XINQIAO_ORIGIN: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Scheme, host and port people and programs use. Default http://127.0.0.1:PORT.'),
  XINQIAO_ROLES: z
    .string()
    .default(ROLES.join(','))
    .transform((text) => text.split(',').map((role) => role.trim()))
    .pipe(z.array(z.enum(ROLES)).min(1))
    .describe('Roles of this process: api, authorization, worker. Default all.'),
  XINQIAO_OPERATOR: OperatorId.default('bozhou').describe('Operator of the platform. Default bozhou.'),
  XINQIAO_DIRECTORY: z
    .string()
    .default('.xinqiao')
    .describe('Folder of the embedded database and sandbox files.'),
  DATABASE_URL: z.string().optional().describe('PostgreSQL to use; without it an embedded one is started.'),
  XINQIAO_DATABASE_SECRET: z
    .string()
    .min(32)
    .optional()
    .describe('With DATABASE_URL: secret that role passwords and keys derive from, at least 32 characters.'),
  XINQIAO_KEK_FILE: z
    .string()
    .min(1)
    .optional()
    .describe(
      'File with the key-encryption keys of personal data, mode 0600, the same on every node and in no backup of the database. Default kek.json in XINQIAO_DIRECTORY; made when the installation has none.',
    ),
  XINQIAO_KEY_PORT: z
    .string()
    .min(1)
    .optional()
    .describe('Module whose openKeyPort() gives a KeyPort, in place of that file: a KMS or an HSM.'),
  XINQIAO_SANDBOX: z.enum(['on', 'off']).default('on').describe('on = seeded city and personas. Default on.'),
  XINQIAO_FOUNDING: z
    .string()
    .min(1)
    .optional()
    .describe(
      'JSON file with the operator, its licences and its first staff, for an installation that has none; later it changes nothing.',
    ),
  XINQIAO_SEED: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .default('bozhou')
    .describe('Seed of the city. Default bozhou.'),
  XINQIAO_CITY_SIZE: z.coerce
    .number()
    .int()
    .min(0)
    .max(1_000_000)
    .default(200)
    .describe('Generated enterprises beside the personas.'),
  XINQIAO_REQUESTS_PER_MINUTE: z.coerce
    .number()
    .int()
    .positive()
    .default(6_000)
    .describe('Requests per minute and address on this node.'),
  XINQIAO_OUTBOUND_ALLOW: z
    .string()
    .optional()
    .transform((text) => text?.split(',').flatMap((block) => block.trim() || []))
    .describe(
      'Private addresses that webhooks and key sets may lie at, CIDR blocks with commas between. Default none; in a sandbox 127.0.0.0/8,::1/128.',
    ),
  XINQIAO_HOLIDAYS: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((day) => day.trim() || []))
    .pipe(z.array(CalendarDate).max(1_000))
    .describe(
      'Days not worked beside Saturdays and Sundays, YYYY-MM-DD with commas between: they lengthen terms of support cases. Default none.',
    ),
  XINQIAO_SM2: z
    .enum(['on', 'off'])
    .default('off')
    .describe('on = consent artefacts are signed with SM2 and SM3 too, beside ES256. Default off.'),
  XINQIAO_SOURCES: z
    .string()
    .min(1)
    .optional()
    .describe('JSON file with the agencies’ sources, the preferred first. Default none but imported files.'),
  ...SIGN_IN_ENVIRONMENT,
  ...MESSAGE_ENVIRONMENT,
  XINQIAO_DURABLE: z
    .enum(['on', 'off'])
    .default('on')
    .describe('off = the embedded database may lose data on a crash; for tests.'),
  LOG_LEVEL: z
    .enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug'])
    .default('info')
    .describe('Default info.'),
});

/** Hosts that only this machine reaches. */
const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];
const isLoopback = (origin: string): boolean =>
  URL.canParse(origin) && LOOPBACK.includes(new URL(origin).hostname.replace(/^\[(.*)\]$/, '$1'));

export interface Configuration extends z.output<typeof Environment> {
  /** Variables named XINQIAO_SOURCE_…: what the document of sources refers to and must not hold. */
  readonly sourceSecrets: Readonly<Record<string, string>>;
}

/**
 * Reads the configuration from environment variables.
 *
 * @throws {PlatformError} `CONFIGURATION_INVALID`, naming the variables and never their values
 */
export function readConfiguration(environment: Readonly<Record<string, string | undefined>>): Configuration {
  const parsed = Environment.safeParse(environment);
  if (!parsed.success)
    throw new PlatformError('CONFIGURATION_INVALID', {
      errors: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), problem: message })),
    });
  const { HOST, DATABASE_URL, XINQIAO_DATABASE_SECRET, XINQIAO_SANDBOX, XINQIAO_ORIGIN } = parsed.data;
  const refuse = (path: string, problem: string) => {
    throw new PlatformError('CONFIGURATION_INVALID', { errors: [{ path, problem }] });
  };
  if (DATABASE_URL !== undefined && XINQIAO_DATABASE_SECRET === undefined)
    refuse('XINQIAO_DATABASE_SECRET', 'Set it together with DATABASE_URL.');
  // Anybody may sign in as anybody in a sandbox, so nobody else may reach it.
  if (XINQIAO_SANDBOX === 'on' && !LOOPBACK.includes(HOST))
    refuse('HOST', 'A sandbox listens on this machine only; elsewhere set XINQIAO_SANDBOX=off.');
  if (XINQIAO_SANDBOX === 'on' && parsed.data.XINQIAO_FOUNDING !== undefined)
    refuse('XINQIAO_FOUNDING', 'A sandbox brings its own operator; set XINQIAO_SANDBOX=off.');
  // Plain HTTP is for trying things out on one machine: nobody else can reach it, and nothing leaves it.
  const local = LOOPBACK.includes(HOST) && isLoopback(XINQIAO_ORIGIN ?? `http://${HOST}`);
  if (XINQIAO_SANDBOX === 'off' && !local && !(XINQIAO_ORIGIN ?? '').startsWith('https:'))
    refuse(
      'XINQIAO_ORIGIN',
      'Outside the sandbox the platform is served over HTTPS only, except on this machine.',
    );
  const sandbox = XINQIAO_SANDBOX === 'on';
  const errors = [
    ...messageProblems(parsed.data, sandbox),
    ...signInProblems(parsed.data, sandbox, isLoopback),
  ];
  if (errors.length > 0) throw new PlatformError('CONFIGURATION_INVALID', { errors });
  const sourceSecrets = Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      name.startsWith('XINQIAO_SOURCE_') && value !== undefined ? [[name, value]] : [],
    ),
  );
  return { ...parsed.data, sourceSecrets };
}
