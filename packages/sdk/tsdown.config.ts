import { isAbsolute } from 'node:path';
import { defineConfig } from 'tsdown';

/** One self-contained package: our own workspace packages go inside, what npm has stays outside. */
export default defineConfig({
  entry: { index: './src/index.ts', 'operator/index': './src/operator/index.ts' },
  platform: 'neutral',
  target: 'node20',
  fixedExtension: false,
  // Eager: the declarations of our other packages are not part of this one's program until then.
  dts: { eager: true },
  deps: {
    alwaysBundle: [/^@xinqiao\//],
    neverBundle: (id, importer) =>
      importer !== undefined && !id.startsWith('.') && !isAbsolute(id) && !id.startsWith('@xinqiao/'),
  },
});
