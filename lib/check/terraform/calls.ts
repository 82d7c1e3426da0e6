import { documentKind } from '../document.ts';
import { pathsBeside, pathsOf } from '../paths.ts';
import { textAt } from '../read.ts';
import { nearName } from '../reference.ts';
import type { Issue } from '../rule.ts';
import type { World } from '../world.ts';
import type { Block } from './hcl.ts';
import { folderOfSource, modulesOf, unquoted } from './modules.ts';

const WHY = 'terraform plan stops with an error, and nothing of the folder can be applied.';
const META = new Set(['source', 'version', 'providers', 'count', 'for_each', 'depends_on']);

/** What is wrong with the call of a module of the tree. */
export function* callFaults({ type, labels, arguments: given, line }: Block, folder: string, world: World): Iterable<Issue> {
  const source = unquoted(given.get('source') ?? '');
  const target = folderOfSource(folder, source);
  if (type !== 'module' || target === undefined || world.everywhere.files === undefined) return;
  const path = `line ${line}`;
  const name = labels[0] ?? '';
  const called = modulesOf(world).get(target);
  if (called === undefined) {
    // A folder outside of what was read.
    if (target !== '.' && pathsOf(world).has(target)) return;
    const near = nearName(target, modulesOf(world).keys());
    yield {
      path,
      message: `module ${name} comes from ${source}, which is not in the tree`,
      why: 'terraform init stops with "Unreadable module directory".',
      fix: near === undefined ? 'Name a folder that exists.' : `Did you mean "${near}"?`,
    };
    return;
  }
  for (const argument of given.keys()) {
    if (META.has(argument) || called.variables.has(argument)) continue;
    const near = nearName(argument, called.variables.keys());
    yield {
      path,
      message: `module ${name} is given ${argument}, and ${target} has no such variable`,
      why: WHY,
      fix: near === undefined ? 'Declare the variable in the module, or leave it out.' : `Did you mean "${near}"?`,
    };
  }
  for (const [variable, must] of called.variables) {
    if (!must || given.has(variable)) continue;
    yield {
      path,
      message: `module ${name} is not given ${variable}, which ${target} must have`,
      why: WHY,
      fix: 'Give it, or declare a default.',
    };
  }
}

/** `file("${path.module}/values/argocd.yaml")` */
export function* fileFaults(text: string, folder: string, world: World): Iterable<Issue> {
  if (world.everywhere.files === undefined) return;
  const calls = text.matchAll(
    /\b(file|templatefile|filebase64|filemd5|filesha256)\(\s*"(\$\{path\.module\}\/|\.{1,2}\/)?([^"$~/][^"$]*)"/g,
  );
  for (const { 1: call = '', 2: start = '', 3: name = '', index } of calls) {
    const target = folderOfSource(folder, `./${start.startsWith('..') ? '../' : ''}${name}`);
    const line = text.slice(0, index).split('\n');
    if (
      target === undefined ||
      pathsOf(world).has(target) ||
      /^\s*(#|\/\/)/.test(line.at(-1) ?? '') ||
      !/\.(ya?ml|json|tpl|tftpl|tmpl|sh|conf|cfg|toml)$/.test(name)
    )
      continue;
    const near = nearName(target, pathsBeside(world, target));
    yield {
      path: `line ${line.length}`,
      severity: 'warning',
      message: `${call} reads ${start.startsWith('$') ? '' : start}${name}, which is not in the tree`,
      why: 'terraform plan stops with "no file exists at …", unless something makes the file before.'.replace('…', name),
      fix: near === undefined ? 'Add the file, or name one that exists.' : `Did you mean "${near}"?`,
    };
  }
}

/** What a template inserts and its call does not hand to it. */
export function* templateFaults(text: string, folder: string, world: World): Iterable<Issue> {
  for (const { 1: start = '', 2: name = '', 3: given = '', index } of text.matchAll(
    /\btemplatefile\(\s*"(\$\{path\.module\}\/|\.{1,2}\/)?([^"$~/][^"$]*)"\s*,\s*\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}\s*\)/g,
  )) {
    const target = folderOfSource(folder, `./${start.startsWith('..') ? '../' : ''}${name}`);
    const template = target === undefined ? undefined : textFiles(world).get(target);
    if (template === undefined) continue;
    const handed = new Set([...given.matchAll(/(?:^|[,{\n])\s*"?(\w+)"?\s*[=:](?!=)/g)].map(([, each = '']) => each));
    const looped = new Set(
      [...template.matchAll(/%\{~?\s*for\s+(\w+)(?:\s*,\s*(\w+))?\s+in\b/g)].flatMap(([, one = '', two = '']) => [one, two]),
    );
    const missing = [...template.matchAll(/(?<!\$)\$\{\s*([a-z_]\w*)\s*[}.[]/gi)]
      .map(([, each = '']) => each)
      .find((each) => !handed.has(each) && !looped.has(each));
    if (missing === undefined) continue;
    yield {
      path: `line ${text.slice(0, index).split('\n').length}`,
      message: `${name} inserts \${${missing}}, which templatefile does not hand to it`,
      why: 'terraform plan stops: "vars map does not contain key". A variable of the shell itself is written with two dollar signs.',
      fix: `Add ${missing} to the map, or write $\${${missing}} for the shell.`,
    };
  }
}

/** Texts of templates by their path. */
function textFiles(world: World): ReadonlyMap<string, string> {
  return world.once('texts by path', () => {
    const found = new Map<string, string>();
    for (const { file, object } of world.ofKind(documentKind('TextFile')))
      if (file?.endsWith('tpl') === true) found.set(file, textAt(object, 'text') ?? '');
    return found;
  });
}

/** Scripts and files that a `local-exec` names: seen from the folder in which Terraform runs, or from the root of the tree. */
export function* commandFaults(text: string, folder: string, world: World): Iterable<Issue> {
  if (world.everywhere.files === undefined || !text.includes('local-exec')) return;
  for (const { 1: command = '', index } of text.matchAll(/^[ \t]*command[ \t]*=[ \t]*"((?:[^"\\\n]|\\.)*)"/gm)) {
    for (const [, name = ''] of command.matchAll(
      /(?:^|\s)(?:\$\{path\.(?:module|root)\}\/|\.\/)?((?:[\w-]+\/)+[\w.-]+\.(?:sh|ya?ml|json|tpl|cfg|conf))(?=\s|$)/g,
    )) {
      const paths = pathsOf(world);
      const target = folder === '.' ? name : `${folder}/${name}`;
      // What Terraform itself or the command writes need not be there before.
      const file = name.slice(name.lastIndexOf('/') + 1);
      if (
        paths.has(target) ||
        paths.has(name) ||
        new RegExp(`(filename|>|-o|dest\\w*)\\s*=?\\s*"?[^"\\n]*${file.replaceAll('.', '\\.')}`).test(text)
      )
        continue;
      const near = nearName(target, pathsBeside(world, target));
      yield {
        path: `line ${text.slice(0, index).split('\n').length}`,
        severity: 'warning',
        message: `a command names ${name}, which is not in the tree`,
        why: 'terraform apply makes half of what it should, and stops at this command.',
        fix: near === undefined ? 'Add the file, or name one that exists.' : `Did you mean "${near}"?`,
      };
    }
  }
}
