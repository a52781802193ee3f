/**
 * Makes a built `dist/` a package of its own, ready to publish:
 *
 *   node .config/publish-manifest.ts packages/sdk .=index
 *   node .config/publish-manifest.ts packages/sandbox .=index ./msw=msw/index
 *
 * Each entry names an export and its file in `dist/`, without extension. The manifest's dependencies are what the
 * built files really import, at the exact versions the workspace pins, also where the import came in with a bundled
 * workspace package.
 */
import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  readonly license?: string;
  readonly engines?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, unknown>>;
}

const WORKSPACE_SCOPE = '@xinqiao/';
const ROOT = fileURLToPath(new URL('..', import.meta.url));

const readManifest = async (directory: string): Promise<Manifest> =>
  JSON.parse(await readFile(join(directory, 'package.json'), 'utf8'));

/**
 * Writes `dist/package.json`, and copies README.md and LICENSE where there are any.
 *
 * @param packageDirectory Directory of the workspace package; its siblings stand beside it.
 * @param entries Export subpath to file in `dist/`, without extension: `{ '.': 'index' }`.
 * @throws {Error} When a built file imports a workspace package or something no manifest pins.
 */
export async function publishManifest(
  packageDirectory: string,
  entries: Readonly<Record<string, string>>,
): Promise<void> {
  const dist = join(packageDirectory, 'dist');
  const own = await readManifest(packageDirectory);
  const { name, version, description, license, peerDependencies = {}, peerDependenciesMeta } = own;
  const imported = await importedPackages(dist);
  const pinned = await pinnedVersions(packageDirectory, own);
  const dependencies: Record<string, string> = {};
  for (const dependency of [...imported].sort()) {
    if (dependency.startsWith(WORKSPACE_SCOPE)) throw new Error(`${name}: ${dependency} was not bundled`);
    if (dependency in peerDependencies) continue;
    const pin = pinned.get(dependency);
    if (pin === undefined) throw new Error(`${name}: no package.json pins ${dependency}`);
    dependencies[dependency] = pin;
  }

  const exports = Object.entries(entries).map(([subpath, file]) => [
    subpath,
    { types: `./${file}.d.ts`, default: `./${file}.js` },
  ]);
  const manifest = {
    name,
    version,
    description,
    license,
    type: 'module',
    sideEffects: false,
    engines: own.engines ?? (await readManifest(ROOT)).engines,
    exports: { ...Object.fromEntries(exports), './package.json': './package.json' },
    dependencies,
    ...(own.peerDependencies ? { peerDependencies, peerDependenciesMeta } : {}),
  };
  await writeFile(join(dist, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await copyIfPresent(join(packageDirectory, 'README.md'), join(dist, 'README.md'));
  if (!(await copyIfPresent(join(packageDirectory, 'LICENSE'), join(dist, 'LICENSE'))))
    await copyIfPresent(join(ROOT, 'LICENSE'), join(dist, 'LICENSE'));
}

/** Names of the packages that the files of a folder import, Node's own left out. */
async function importedPackages(folder: string): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  for (const file of await readdir(folder, { recursive: true })) {
    if (!/\.(js|d\.ts)$/.test(file)) continue;
    const code = await readFile(join(folder, file), 'utf8');
    const imports =
      /^(?:import|export)\b[^'"\n]*?(?:\bfrom )?["']([^"'\n]+)["'];?$|\bimport\(["']([^"'\n]+)["']\)/gm;
    for (const [, from, dynamic] of code.matchAll(imports)) {
      const specifier = from ?? dynamic ?? '';
      if (specifier.startsWith('.') || isBuiltin(specifier)) continue;
      names.add(specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/'));
    }
  }
  return names;
}

/** Versions that a package and the workspace packages below it pin. */
async function pinnedVersions(directory: string, manifest: Manifest): Promise<Map<string, string>> {
  const pins = new Map<string, string>();
  for (const [dependency, version] of Object.entries(manifest.dependencies ?? {})) {
    for (const [name, pin] of await pinsOf(dependency, version)) {
      if ((pins.get(name) ?? pin) !== pin)
        throw new Error(`${name} is pinned to ${pins.get(name)} and ${pin}`);
      pins.set(name, pin);
    }
  }
  return pins;

  async function pinsOf(dependency: string, version: string): Promise<Iterable<readonly [string, string]>> {
    if (!dependency.startsWith(WORKSPACE_SCOPE)) return [[dependency, version]];
    const sibling = join(directory, '..', dependency.slice(WORKSPACE_SCOPE.length));
    return pinnedVersions(sibling, await readManifest(sibling));
  }
}

async function copyIfPresent(from: string, to: string): Promise<boolean> {
  try {
    await copyFile(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

if (import.meta.main) {
  const [directory = '.', ...entries] = process.argv.slice(2);
  const pairs = entries.map((entry) => entry.split('=') as [string, string]);
  await publishManifest(resolve(directory), Object.fromEntries(pairs));
}
