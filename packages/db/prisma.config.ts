import { fileURLToPath } from 'node:url';
import { defineConfig } from 'prisma/config';

// The command line would download a native engine; ours comes with npm (tools/schema-engine.mjs).
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= fileURLToPath(
  new URL('./tools/schema-engine.mjs', import.meta.url),
);
// And it would ask a server for news of itself.
process.env.CHECKPOINT_DISABLE ??= '1';

const url = process.env.DATABASE_URL;

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  // Only `prisma migrate` connects; `prisma generate` works without a database.
  ...(url ? { datasource: { url } } : {}),
});
