'use strict';
// Bundles cli/main.ts into build/: one file that starts fast and needs no node_modules.
// Called by `npm run build`, and by bin/slipway.js when a source is newer than the bundle.

const fs = require('node:fs');
const path = require('node:path');

const ENTRY = 'cli/main.ts';
/** Loaded only when they are needed, so each is a file of its own: what it exports, and the imports that it stands for. */
const APART = [
  // Somebody waits for a long step.
  { file: 'listr2.js', stands: /^listr2$/, contents: "export * from 'listr2'" },
  // Something is delivered through GitHub's API.
  {
    file: 'octokit.js',
    stands: /^@octokit\/(rest|plugin-throttling|plugin-retry|auth-app)$/,
    contents: ['rest', 'plugin-throttling', 'plugin-retry', 'auth-app'].map((name) => `export * from '@octokit/${name}';`).join('\n'),
  },
  // A check meets a rule of a definition, or a pattern.
  {
    file: 'cel.js',
    stands: /^(@bufbuild\/cel(\/ext)?|re2js)$/,
    contents: ['@bufbuild/cel', '@bufbuild/cel/ext', 're2js'].map((name) => `export * from '${name}';`).join('\n'),
  },
];
/** Milliseconds after which a bundle of an earlier generation is surely used by nobody. */
const HOUR = 3_600_000;

/**
 * Whether `build/` of this package is up to date; gives its manifest, or undefined when it must be built.
 * A package without sources was built when it was packed.
 */
function currentBuild(root) {
  try {
    const manifest = JSON.parse(fs.readFileSync(path.join(root, 'build', 'manifest.json'), 'utf8'));
    if (!fs.existsSync(path.join(root, ENTRY))) return manifest;
    const fresh = Object.entries(manifest.inputs).every(([file, stamp]) => stampOf(root, file) === stamp);
    return fresh && fs.existsSync(path.join(root, 'build', manifest.bundle)) ? manifest : undefined;
  } catch {
    return undefined;
  }
}

/** Time of the last change and size; a file that is not there has a stamp too. */
function stampOf(root, file) {
  const stat = fs.statSync(path.join(root, file), { throwIfNoEntry: false });
  return stat === undefined ? 'none' : `${stat.mtimeMs} ${stat.size}`;
}

/**
 * Builds, and gives the new manifest. Two builds at once are harmless: every file appears whole, by a rename.
 * Files of earlier generations go when they are older than `spare` milliseconds.
 */
async function build(root, spare = HOUR) {
  const esbuild = loadEsbuild();
  // Loaded here only: these are for builds, and a start that finds its build has no time for them.
  const { createHash } = require('node:crypto');
  const { rendering, renderingMetadata, shakable, straight } = require('./cdk8s-source.js');
  const common = {
    absWorkingDir: root,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    minifySyntax: true,
    // ASCII, so that the start script may read the file without decoding it.
    charset: 'ascii',
    legalComments: 'eof',
    // cdk8s brings another copy of the same library: one is enough.
    alias: { yaml: 'yaml' },
    // `import()` becomes a lazy require: a vm.Script has no loader for modules of its own.
    supported: { 'dynamic-import': false },
    write: false,
    logLevel: 'silent',
  };
  const lean = {
    name: 'lean',
    setup({ onResolve, onLoad }) {
      for (const { file, stands } of APART) onResolve({ filter: stands }, () => ({ path: `./${file}`, external: true }));
      // Pages of rules: `slipway explain` alone opens them.
      onResolve({ filter: /^\.\/rule-pages\.js$/ }, () => ({ path: './rule-pages.js', external: true }));
      onLoad({ filter: /lib\/check\/report\/pages\.ts$/ }, () => ({
        contents: "export const rulePage = (family, id) => require('./rule-pages.js')[`${family}/${id}`];",
      }));
      onLoad({ filter: /cdk8s-plus-30\/lib\/imports\/k8s\.js$/ }, ({ path: file }) => ({
        contents: shakable(fs.readFileSync(file, 'utf8')),
      }));
      onLoad({ filter: /cdk8s\/lib\/resolve\.js$/ }, ({ path: file }) => ({ contents: straight(fs.readFileSync(file, 'utf8')) }));
      onLoad({ filter: /cdk8s\/lib\/api-object\.js$/ }, ({ path: file }) => ({ contents: rendering(fs.readFileSync(file, 'utf8')) }));
      onLoad({ filter: /cdk8s\/lib\/metadata\.js$/ }, ({ path: file }) => ({
        contents: renderingMetadata(fs.readFileSync(file, 'utf8')),
      }));
      // Half a dozen files of cdk8s, and commander, would load it at start, for `helm` and the like that nothing here calls.
      onResolve({ filter: /^(node:)?child_process$/ }, ({ importer }) =>
        /(cdk8s|commander)\/lib\//.test(importer) ? { path: 'child_process', namespace: 'on-demand' } : undefined,
      );
      onLoad({ filter: /.*/, namespace: 'on-demand' }, ({ path: name }) => ({
        contents: `module.exports = new Proxy({}, { get: (_, member) => (...given) => require('node:${name}')[member](...given) });`,
        resolveDir: root,
      }));
    },
  };

  // Stamps are taken before the sources are read: a change during the build makes the next start build again.
  const started = Date.now();
  const [program, ...apart] = await Promise.all([
    esbuild.build({
      ...common,
      entryPoints: [ENTRY],
      outfile: 'build/slipway.js',
      plugins: [lean],
      metafile: true,
      sourcemap: 'external',
      banner: { js: '(function (exports, require, module) {' },
      footer: { js: '})' },
    }),
    ...APART.map(({ file, contents }) =>
      esbuild.build({ ...common, stdin: { contents, resolveDir: root }, outfile: path.join('build', file) }),
    ),
  ]);

  const [text, map] = ['.js', '.js.map'].map((end) => program.outputFiles.find((file) => file.path.endsWith(`slipway${end}`)).text);
  const bundle = `slipway-${createHash('sha256').update(text).digest('hex').slice(0, 16)}.js`;
  const sources = Object.keys(program.metafile.inputs).filter((file) => !file.includes('node_modules/'));
  const inputs = {};
  const pages = rulePages(root);
  for (const file of [...sources, ...pages.keys(), 'package-lock.json', 'bin/bundle.js', 'bin/cdk8s-source.js'].sort()) {
    const stamp = stampOf(root, file);
    inputs[file] = Number.parseFloat(stamp) > started ? 'changed during the build' : stamp;
  }
  const manifest = { bundle, inputs };

  const folder = path.join(root, 'build');
  fs.mkdirSync(folder, { recursive: true });
  for (const [index, { file }] of APART.entries()) replaceFile(path.join(folder, file), apart[index].outputFiles[0].text);
  const named = [...pages].map(([file, page]) => [file.replace(/^.*\/(.+\/.+)\.md$/, '$1'), page]);
  replaceFile(path.join(folder, 'rule-pages.js'), `module.exports = ${JSON.stringify(Object.fromEntries(named))};\n`);
  // For the line of the program that made an object; a package has no sources and goes without.
  replaceFile(path.join(folder, `${bundle}.map`), map);
  replaceFile(path.join(folder, bundle), text);
  replaceFile(path.join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`);
  sweep(folder, bundle, spare);
  return manifest;
}

/** The page of every rule, by its file. */
function rulePages(root) {
  const folder = 'lib/check/rules';
  if (!fs.existsSync(path.join(root, folder))) return new Map();
  const families = fs.readdirSync(path.join(root, folder), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const files = families.flatMap(({ name }) => fs.readdirSync(path.join(root, folder, name)).map((file) => `${folder}/${name}/${file}`));
  return new Map(files.filter((file) => file.endsWith('.md')).map((file) => [file, fs.readFileSync(path.join(root, file), 'utf8')]));
}

function loadEsbuild() {
  try {
    return require('esbuild');
  } catch (cause) {
    const error = new Error('build/: the bundle is older than its sources, and esbuild is not installed. Run "npm ci" in this checkout.', {
      cause,
    });
    throw Object.assign(error, { name: 'BuildError' });
  }
}

/** Writes a whole file at once, under a name of this process until it is complete. */
function replaceFile(file, content) {
  const temporary = `${file}.${process.pid}.tmp`;
  fs.writeFileSync(temporary, content);
  fs.renameSync(temporary, file);
}

/** Removes what earlier generations left; young files may still be in somebody's hands. */
function sweep(folder, bundle, spare) {
  for (const name of fs.readdirSync(folder)) {
    if (!/^slipway-|\.tmp$/.test(name) || name.startsWith(bundle)) continue;
    const file = path.join(folder, name);
    const stat = fs.statSync(file, { throwIfNoEntry: false });
    const age = name.endsWith('.tmp') ? HOUR : spare;
    if (stat !== undefined && Date.now() - stat.mtimeMs >= age) fs.rmSync(file, { force: true });
  }
}

/** `npx slipway` in the checkout finds the program here; without it npx first links the whole package into its cache. */
function linkCommand(root) {
  try {
    fs.symlinkSync('../../bin/slipway.js', path.join(root, 'node_modules/.bin/slipway'));
  } catch {
    // It is there, or this file system knows no links: npx has its own way.
  }
}

module.exports = { build, currentBuild, replaceFile };

if (require.main === module) {
  const root = path.dirname(__dirname);
  linkCommand(root);
  // `npm pack` runs this: the package gets one bundle, not what earlier builds left.
  build(root, 0).then(
    ({ bundle }) => {
      const { size } = fs.statSync(path.join(root, 'build', bundle));
      process.stderr.write(`build/${bundle}  ${(size / 1024).toFixed(0)} KiB\n`);
    },
    (error) => {
      process.stderr.write(`${error.message}\n`);
      process.exitCode = 3;
    },
  );
}
