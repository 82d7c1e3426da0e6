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
  // Loaded here only: hashing is for builds, and a start that finds its build has no time for it.
  const { createHash } = require('node:crypto');
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
  for (const file of [...sources, ...pages.keys(), 'package-lock.json', 'bin/bundle.js'].sort()) {
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

/**
 * The classes of core Kubernetes as an ES module, of which esbuild keeps only those in use: some 15 of 150.
 * Text of another shape than that of the pinned cdk8s-plus-30 is taken as it is.
 */
function shakable(source) {
  const text = source
    .replace(/^Object\.defineProperty\(exports, "__esModule".*\n/m, '')
    .replace(/^exports\.\w+ = (exports\.\w+ = )*void 0;\n/gm, '')
    .replace('const cdk8s_1 = require("cdk8s");', 'import { ApiObject } from "cdk8s";')
    // jsii's own metadata: only programs in other languages read it.
    .replace(/^_\w+ = JSII_RTTI_SYMBOL_1;\n\w+\[_\w+\] = .*\n/gm, '')
    .replace(
      /^class (\w+)(?: extends cdk8s_1\.ApiObject)? \{\n[^]*?\n\}\nexports\.\1 = \1;\n(?:\/\*\*[^]*?\*\/\n)?(?:\1\.GVK = \{\n[^]*?\n\};\n)?/gm,
      (whole, name) => {
        const body = whole.replace(`exports.${name} = ${name};\n`, '').replace('extends cdk8s_1.ApiObject', 'extends ApiObject');
        return `export const ${name} = /* @__PURE__ */ (() => {\n${body}return ${name};\n})();\n`;
      },
    )
    .replace(/^var (\w+);\n(\(function \(\1\) \{\n[^]*?)\(exports\.\1 = \1 = \{\}\)\);/gm, 'export var $1;\n$2($1 = {}));')
    .replace(/^exports\.(\w+) = \1;\n/gm, 'export { $1 };\n')
    .replace(/^\/\/# sourceMappingURL.*$/m, '');
  return /\bexports\.|\brequire\(|cdk8s_1/.test(text) ? source : text;
}

/**
 * cdk8s asks the construct tree for its resolvers at every single value of an object; once for each object is enough.
 * With resolvers of the app's own, or another version of cdk8s, everything is as it was.
 */
function straight(source) {
  const head = 'function resolve(key, value, apiObject) {\n    const resolvers = app_1.App.of(apiObject).resolvers;\n';
  if (!source.includes(head)) return source;
  return source.replace(
    head,
    `function resolve(key, value, apiObject) {
    const resolvers = app_1.App.of(apiObject).resolvers;
    if (resolvers.length === 3) return builtIn(value);
`,
  ).concat(`
function builtIn(value) {
    if (value == null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map(builtIn);
    if (value instanceof lazy_1.Lazy) return builtIn(value.produce());
    if (typeof value.resolve === 'function') return builtIn(value.resolve());
    if (value.constructor != Object) {
        const union = typeof value.value;
        return union === 'number' || union === 'string' ? { value: value.value } : value;
    }
    const result = {};
    for (const key of Object.keys(value)) result[key] = builtIn(value[key]);
    return result;
}
// What resolve and sanitizeValue do one after the other, in one copy, and unsorted; undefined: they have to do it.
exports.rendered = function (data, apiObject) {
    if (app_1.App.of(apiObject).resolvers.length !== 3) return undefined;
    const result = {};
    for (const key of Object.keys(data)) {
        // The metadata have been through both already.
        const value = key === 'metadata' ? data[key] : sanitized(data[key], false);
        if (value != null) result[key] = value;
    }
    return result;
};
// The same of metadata, whose empty lists and maps go.
exports.renderedMetadata = function (data, apiObject) {
    return app_1.App.of(apiObject).resolvers.length === 3 ? sanitized(data, true) : undefined;
};
function sanitized(value, filled) {
    if (value == null) return undefined;
    if (typeof value !== 'object') return value;
    if (Array.isArray(value)) return filled && value.length === 0 ? undefined : value.map((item) => sanitized(item, filled));
    if (value instanceof lazy_1.Lazy) return sanitized(value.produce(), filled);
    if (typeof value.resolve === 'function') return sanitized(value.resolve(), filled);
    if (value.constructor != Object) {
        return (0, util_1.sanitizeValue)(builtIn(value), { filterEmptyArrays: filled, filterEmptyObjects: filled, sortKeys: false });
    }
    const result = {};
    let empty = true;
    for (const key of Object.keys(value)) {
        const child = sanitized(value[key], filled);
        if (child == null) continue;
        result[key] = child;
        empty = false;
    }
    return filled && empty ? undefined : result;
}
const util_1 = require("./_util");
`);
}

/** An object is rendered by one copy; the order of its fields is `lib/synth`'s own in any case. */
function rendering(source) {
  const copies = '(0, _util_1.sanitizeValue)((0, resolve_1.resolve)([], data, this), { sortKeys })';
  return source.replace(copies, `resolve_1.rendered?.(data, this) ?? ${copies}`);
}

/** The same of an object's metadata. */
function renderingMetadata(source) {
  return source.replace('filterEmptyObjects: true }', 'filterEmptyObjects: true, sortKeys: false }').replace(
    /return sanitize\(\(0, resolve_1\.resolve\)\(\[\], (\{[^}]*\}), this\.apiObject\)\);/,
    (_, data) => `const data = ${data};
        return resolve_1.renderedMetadata?.(data, this.apiObject) ?? sanitize((0, resolve_1.resolve)([], data, this.apiObject));`,
  );
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
