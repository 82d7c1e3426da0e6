'use strict';
// Sources of the pinned cdk8s and cdk8s-plus-30 as the bundle takes them: less to load, and objects rendered in one copy instead of four.
// What has another shape than expected stays as it is, and the bytes that come out are the same (testing/cli/cdk8s.test.ts).

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

module.exports = { rendering, renderingMetadata, shakable, straight };
