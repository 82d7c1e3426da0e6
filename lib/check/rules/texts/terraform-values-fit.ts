import { terraformFiles } from '../../terraform/files.ts';
import { documentKind } from '../../document.ts';
import { parentFolder } from '../../folder.ts';
import { textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { blocksOf, type Block } from '../../terraform/hcl.ts';
import { modulesOf } from '../../terraform/modules.ts';
import type { World } from '../../world.ts';

const WHY = 'terraform stops with an error before it changes anything.';

export const terraformValuesFit = defineRule({
  id: 'terraform-values-fit',
  severity: 'error',
  kinds: [documentKind('TextFile')],
  asks: 'Values that Terraform is given are for variables that there are, of their type, and stand where Terraform evaluates them.',
  source:
    'https://developer.hashicorp.com/terraform/language/backend#define-a-backend-block; https://developer.hashicorp.com/terraform/language/expressions/types; https://developer.hashicorp.com/terraform/language/meta-arguments/count',
  *check({ object, file = '' }, world) {
    const folder = parentFolder(file);
    const text = textAt(object, 'text') ?? '';
    if (file.endsWith('.tfvars')) yield* strayValues(text, folder, world);
    if (!file.endsWith('.tf')) return;
    const counted = countedIn(folder, world);
    for (const block of blocksOf(text)) {
      if (block.type === 'terraform') yield* variableBackend(block);
      else if (block.type === 'variable') yield* otherType(block);
      else yield* wholeSet(block, counted);
    }
  },
});

/** `name = value` of a file of values whose folder, or one above it, declares variables. */
function* strayValues(text: string, folder: string, world: World): Iterable<Issue> {
  const folders = [folder, parentFolder(folder), parentFolder(parentFolder(folder))];
  const home = folders.find((each) => (modulesOf(world).get(each)?.variables.size ?? 0) > 0);
  const variables = home === undefined ? undefined : modulesOf(world).get(home)?.variables;
  if (variables === undefined) return;
  let depth = 0;
  for (const [index, line] of text.split('\n').entries()) {
    const [, name] = depth === 0 ? (/^\s*([A-Za-z_][\w-]*)\s*=/.exec(line) ?? []) : [];
    depth += line.split(/[[{]/).length - line.split(/[\]}]/).length;
    if (name === undefined || variables.has(name)) continue;
    const near = nearName(name, variables.keys());
    const needed = [...variables].find(([each, required]) => required && !new RegExp(`^\\s*${each}\\s*=`, 'm').test(text))?.[0];
    yield {
      path: `line ${index + 1}`,
      severity: 'warning',
      message: `${name} is given a value, and ${home === '.' ? 'this folder' : (home ?? '')} declares no such variable`,
      why: 'Terraform warns and goes on without the value: the default stays in force, or the variable that was meant is asked for.',
      fix:
        near !== undefined
          ? `Did you mean "${near}"?`
          : needed !== undefined
            ? `Is "${needed}" meant, which is not given?`
            : 'Declare the variable, or take the line out.',
    };
  }
}

function* variableBackend({ body, line }: Block): Iterable<Issue> {
  const start = /\bbackend\s+\{/.exec(body);
  if (start === null) return;
  const inside = body.slice(start.index, body.indexOf('}', start.index));
  const found = /\b(var|local|data)\.\w+/.exec(inside);
  if (found === null) return;
  yield {
    path: `line ${line + body.slice(0, start.index + found.index).split('\n').length - 1}`,
    message: `the backend reads ${found[0]}`,
    why: 'terraform init ends with "Variables not allowed": where the state is kept is asked before anything is evaluated.',
    fix: 'Write the value out, or hand it over with -backend-config.',
  };
}

function* otherType({ labels, arguments: given, line }: Block): Iterable<Issue> {
  const [type = '', value = ''] = [given.get('type')?.trim(), given.get('default')?.trim()];
  const list = /^(list|set|tuple)\(/.test(type);
  const map = /^(map|object)\(/.test(type);
  const single = /^(string|number|bool)$/.test(type);
  const written = value.startsWith('[')
    ? 'a list'
    : value.startsWith('{')
      ? 'a map'
      : /^("|\d|true\b|false\b)/.test(value)
        ? 'one value'
        : '';
  const fits = written === '' || (list ? written === 'a list' : map ? written === 'a map' : !single || written === 'one value');
  if (fits) return;
  yield {
    path: `line ${line}`,
    message: `variable ${labels[0] ?? ''} is of type ${type}, and its default is ${written}`,
    why: WHY,
    fix: list ? 'Put the default in brackets.' : 'Give the default that type.',
  };
}

/** Resources of a folder that have `count` or `for_each`: a name alone stands for all of them. */
function countedIn(folder: string, world: World): ReadonlyMap<string, string> {
  const all = world.once('counted resources', () => {
    const found = new Map<string, Map<string, string>>();
    for (const { folder: place, text } of terraformFiles(world)) {
      const own = found.get(place) ?? new Map<string, string>();
      found.set(place, own);
      for (const { type, labels, arguments: given } of blocksOf(text)) {
        const how = given.has('count') ? 'count' : given.has('for_each') ? 'for_each' : undefined;
        if (type === 'resource' && how !== undefined) own.set(labels.join('.'), how);
      }
    }
    return found;
  });
  return all.get(folder) ?? new Map<string, string>();
}

function* wholeSet({ body, line }: Block, counted: ReadonlyMap<string, string>): Iterable<Issue> {
  for (const [name, how] of counted) {
    // An index, a splat, or the whole as an argument of a function.
    const found = new RegExp(`(?<![\\w.-])${name.replace('.', '\\.')}\\.(?!\\*)([a-z_]\\w*)`).exec(body);
    if (found === null) continue;
    yield {
      path: `line ${line + body.slice(0, found.index).split('\n').length - 1}`,
      message: `${name}.${found[1] ?? ''} is read, and ${name} has ${how}: there may be several`,
      why: WHY,
      fix:
        how === 'count'
          ? `Write ${name}[0].${found[1] ?? ''} or ${name}[*].${found[1] ?? ''}.`
          : `Name one by its key: ${name}["key"].${found[1] ?? ''}.`,
    };
  }
}
