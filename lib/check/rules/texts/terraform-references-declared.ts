import { documentKind } from '../../document.ts';
import { parentFolder } from '../../folder.ts';
import { pathsOf } from '../../paths.ts';
import { textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { blocksOf, type Block } from '../../terraform/hcl.ts';
import { folderOfSource, modulesOf, unquoted, type Module } from '../../terraform/modules.ts';
import type { World } from '../../world.ts';

export const terraformReferencesDeclared = defineRule({
  id: 'terraform-references-declared',
  severity: 'error',
  kinds: [documentKind('TextFile')],
  asks: 'The variables, locals, modules, resources and files that Terraform names are declared and there.',
  source: 'https://developer.hashicorp.com/terraform/language/expressions/references',
  *check({ object, file }, world) {
    if (file?.endsWith('.tf') !== true) return;
    const folder = parentFolder(file);
    const text = textAt(object, 'text') ?? '';
    const own = modulesOf(world).get(folder);
    if (own === undefined) return;
    const said = new Set<string>();
    for (const block of blocksOf(text)) {
      for (const issue of [...references(block, own, folder, world), ...calls(block, folder, world)]) {
        if (said.has(issue.message)) continue;
        said.add(issue.message);
        yield issue;
      }
    }
    yield* files(text, folder, world);
  },
});

const WHY = 'terraform plan stops with an error, and nothing of the folder can be applied.';

function* references({ body, line, type }: Block, own: Module, folder: string, world: World): Iterable<Issue> {
  // In a called module's `providers` and the like nothing else is named; `self`, `each` and `count` are the language's.
  if (type === 'terraform') return;
  for (const { 1: scope = '', 2: name = '', 3: part, index } of body.matchAll(/(?<![\w.$-])(var|local|module|data\.\w+|[a-z0-9]+_\w+)\.([A-Za-z_][\w-]*)(?:(?:\[[^\]]*\])?\.([A-Za-z_][\w-]*))?/g)) {
    const known = knownIn(own, scope);
    const path = `line ${line + body.slice(0, index).split('\n').length - 1}`;
    if (known !== undefined && !known.has(name)) {
      const near = nearName(name, known);
      yield {
        path,
        message: `${scope}.${name} is not declared in ${folder === '.' ? 'this folder' : folder}`,
        why: WHY,
        fix: near === undefined ? 'Declare it, or name one that is declared.' : `Did you mean "${near}"?`,
      };
    } else if (scope === 'module' && part !== undefined) {
      const called = folderOfSource(folder, own.calls.get(name) ?? '');
      const outputs = called === undefined ? undefined : modulesOf(world).get(called)?.outputs;
      if (outputs === undefined || outputs.has(part)) continue;
      const near = nearName(part, outputs);
      yield {
        path,
        message: `module.${name}.${part} is read, and ${called ?? ''} has the outputs ${[...outputs].join(', ') || 'none'}`,
        why: WHY,
        fix: near === undefined ? 'Add the output to the module.' : `Did you mean "${near}"?`,
      };
    }
  }
}

function knownIn(own: Module, scope: string): ReadonlySet<string> | undefined {
  if (scope === 'var') return new Set(own.variables.keys());
  if (scope === 'local') return own.locals;
  if (scope === 'module') return new Set(own.calls.keys());
  if (scope.startsWith('data.')) return own.data.get(scope.slice('data.'.length)) ?? new Set();
  // Whatever else has a dot may be the variable of a loop.
  return own.resources.get(scope);
}

const META = new Set(['source', 'version', 'providers', 'count', 'for_each', 'depends_on']);

function* calls({ type, labels, arguments: given, line }: Block, folder: string, world: World): Iterable<Issue> {
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
function* files(text: string, folder: string, world: World): Iterable<Issue> {
  if (world.everywhere.files === undefined) return;
  const calls = text.matchAll(/\b(file|templatefile|filebase64|filemd5|filesha256)\(\s*"(\$\{path\.module\}\/|\.{1,2}\/)?([^"$~/][^"$]*)"/g);
  for (const { 1: call = '', 2: start = '', 3: name = '', index } of calls) {
    const target = folderOfSource(folder, `./${start.startsWith('..') ? '../' : ''}${name}`);
    const line = text.slice(0, index).split('\n');
    if (target === undefined || pathsOf(world).has(target) || /^\s*(#|\/\/)/.test(line.at(-1) ?? '') || !/\.(ya?ml|json|tpl|tftpl|tmpl|sh|conf|cfg|toml)$/.test(name)) continue;
    const near = nearName(target, [...pathsOf(world)].filter((each) => parentFolder(each) === parentFolder(target) || each.endsWith(`/${name.split('/').at(-1) ?? ''}`)).slice(0, 500));
    yield {
      path: `line ${line.length}`,
      severity: 'warning',
      message: `${call} reads ${start.startsWith('$') ? '' : start}${name}, which is not in the tree`,
      why: 'terraform plan stops with "no file exists at …", unless something makes the file before.'.replace('…', name),
      fix: near === undefined ? 'Add the file, or name one that exists.' : `Did you mean "${near}"?`,
    };
  }
}
