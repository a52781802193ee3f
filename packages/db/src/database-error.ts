/** What happened and what to do next; never an identifier of a customer, never personal data. */
const TEXTS = {
  DATABASE_UNAVAILABLE: {
    zh: '数据库暂不可用。请稍后重试。',
    en: 'The database is unavailable. Try again later.',
  },
  DIRECTORY_IN_USE: {
    zh: '另一个进程正在使用该数据目录。请先停止它，或换一个目录。',
    en: 'Another process is using the data directory. Stop it first, or choose another directory.',
  },
  DIRECTORY_UNUSABLE: {
    zh: '数据目录无法使用。请换一个当前用户可读写的目录，或设置 DATABASE_URL。',
    en: 'The data directory cannot be used. Choose one this user may read and write, or set DATABASE_URL.',
  },
  MIGRATION_FAILED: {
    zh: '数据库迁移失败。请查看原因，修正后重新启动。',
    en: 'A database migration failed. Read the cause, correct it and start again.',
  },
  PLATFORM_UNSUPPORTED: {
    zh: '此平台没有内嵌数据库程序。请用 DATABASE_URL 指定 PostgreSQL 15 或更高版本。',
    en: 'There is no embedded database for this platform. Set DATABASE_URL to a PostgreSQL 15 or later.',
  },
  PORT_TAKEN: {
    zh: '数据库端口已被占用。请停止占用者，或换一个端口。',
    en: 'The database port is taken. Stop what uses it, or choose another port.',
  },
  ROLE_TOO_POWERFUL: {
    zh: '同名数据库角色权限过大。请取消其超级用户、绕过行安全、建库、建角色和复制权限。',
    en: 'A database role of this name may do too much. Take superuser, bypassrls, createdb, createrole and replication away from it.',
  },
  SECRET_TOO_SHORT: {
    zh: '数据库密钥过短。请将 XINQIAO_DATABASE_SECRET 设为至少 32 个随机字符。',
    en: 'The database secret is too short. Set XINQIAO_DATABASE_SECRET to at least 32 random characters.',
  },
  SERVER_TOO_OLD: {
    zh: 'PostgreSQL 版本过低。请使用 15 或更高版本。',
    en: 'The PostgreSQL server is too old. Use version 15 or later.',
  },
  START_FAILED: {
    zh: '内嵌数据库未能启动。请查看数据目录中的 postgres.log。',
    en: 'The embedded database did not start. See postgres.log in the data directory.',
  },
} as const satisfies Record<string, { readonly zh: string; readonly en: string }>;

export type DatabaseErrorCode = keyof typeof TEXTS;

/** What this package raises itself; errors of single statements stay Prisma's. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly code: DatabaseErrorCode;
  /** The same sentence in both languages; `message` is the English one, with the detail. */
  readonly text: { readonly zh: string; readonly en: string };

  /** @param detail For the operator: a path, a port, the end of a log. */
  constructor(code: DatabaseErrorCode, detail?: string, options?: ErrorOptions) {
    super(detail ? `${TEXTS[code].en} (${detail})` : TEXTS[code].en, options);
    this.code = code;
    this.text = TEXTS[code];
  }
}

/** The connection is gone, cannot be made, or none became free in time: the edge answers 503. */
export class DatabaseUnavailable extends DatabaseError {
  /** NOT_WRITTEN: nothing was. UNKNOWN: the connection broke during the commit, so look before you repeat. */
  readonly outcome: 'NOT_WRITTEN' | 'UNKNOWN';

  constructor(outcome: 'NOT_WRITTEN' | 'UNKNOWN', options?: ErrorOptions) {
    super('DATABASE_UNAVAILABLE', undefined, options);
    this.outcome = outcome;
  }
}
