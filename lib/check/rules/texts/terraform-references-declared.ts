import { documentKind } from '../../document.ts';
import { parentFolder } from '../../folder.ts';
import { textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { callFaults, commandFaults, fileFaults, templateFaults } from '../../terraform/calls.ts';
import { blocksOf, type Block } from '../../terraform/hcl.ts';
import { folderOfSource, modulesOf, type Module } from '../../terraform/modules.ts';
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
      for (const issue of [...references(block, own, folder, world), ...callFaults(block, folder, world)]) {
        if (said.has(issue.message)) continue;
        said.add(issue.message);
        yield issue;
      }
    }
    yield* fileFaults(text, folder, world);
    yield* commandFaults(text, folder, world);
    yield* templateFaults(text, folder, world);
  },
});

const WHY = 'terraform plan stops with an error, and nothing of the folder can be applied.';

function* references({ body, line, type }: Block, own: Module, folder: string, world: World): Iterable<Issue> {
  // In a called module's `providers` and the like nothing else is named; `self`, `each` and `count` are the language's.
  if (type === 'terraform') return;
  for (const { 1: scope = '', 2: name = '', 3: part, index } of body.matchAll(
    /(?<![\w.$-])(var|local|module|data\.\w+|[a-z0-9]+_\w+)\.([A-Za-z_][\w-]*)(?:(?:\[[^\]]*\])?\.([A-Za-z_][\w-]*))?/g,
  )) {
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
