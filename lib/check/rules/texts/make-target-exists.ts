import { pathFrom } from '../../paths.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import { textFile } from '../../texts/build-context.ts';
import { COMMAND_KINDS, commandsOf } from '../../texts/commands.ts';
import { plainWords } from '../../texts/script-calls.ts';
import { workingFolders } from '../../texts/working-folder.ts';

export const makeTargetExists = defineRule({
  id: 'make-target-exists',
  severity: 'warning',
  kinds: COMMAND_KINDS.filter((kind) => kind.startsWith('slipway.dev/')),
  asks: 'Targets that scripts, workflows and guides ask of make are in the Makefile.',
  source: 'https://www.gnu.org/software/make/manual/html_node/Rules.html',
  *check(manifest, world) {
    for (const found of commandsOf(manifest, world)) {
      const { command, path } = found;
      if (command.name !== 'make' || command.tested || command.next === '||' || command.words[0]?.raw !== 'make') continue;
      const words = plainWords(command, ['-C', '-f', '-j', '--directory', '--file', '--makefile']).filter((word) => !word.includes('='));
      const texts = command.words.map(({ text }) => text);
      if (texts.some((word) => /^(?:-f|--file|--makefile)/.test(word))) continue;
      const moved = texts[texts.findIndex((word) => word === '-C' || word === '--directory') + 1];
      const isMoved = texts.includes('-C') || texts.includes('--directory');
      // Readers of a guide are at the root, unless it says otherwise.
      const folders = manifest.object.kind === 'Guide' ? [''] : workingFolders(manifest, found, world);
      const files = (folders ?? [])
        .flatMap((each) => pathFrom(each, isMoved ? (moved ?? '') : '') ?? [])
        .map((each) => textFile(world, each === '' ? 'Makefile' : `${each}/Makefile`));
      const known = files.filter((each): each is string => each !== undefined).map(targetsIn);
      if (known.length === 0 || known.includes(undefined)) continue;
      const all = known.flatMap((each) => [...(each ?? [])]);
      const lost = words.find((word) => /^[A-Za-z][\w./-]*$/.test(word) && !all.includes(word));
      // A guide that went elsewhere before speaks of another Makefile.
      if (lost === undefined || (manifest.object.kind === 'Guide' && found.around.some(({ name }) => name === 'cd' || name === 'git')))
        continue;
      const near = nearName(lost, all);
      // A guide in which no target is right is about another Makefile.
      const isOther =
        manifest.object.kind === 'Guide' &&
        !found.around.some(({ name, words: more }) => name === 'make' && more.some(({ text }) => all.includes(text)));
      if (isOther) continue;
      yield {
        path,
        message: `line ${command.line}: make has no target ${lost}; there ${all.length === 1 ? 'is' : 'are'} ${all
          .filter((each) => !each.startsWith('.'))
          .slice(0, 8)
          .join(', ')}`,
        why: 'make ends with "No rule to make target", and what should have been done is not.',
        fix: near === undefined ? 'Name a target of the Makefile, or add it there.' : `Did you mean "${near}"?`,
      };
    }
  },
});

/** Targets of a Makefile; `undefined` where patterns, variables or other files make some. */
function targetsIn(text: string): ReadonlySet<string> | undefined {
  if (/^-?s?include\s|^[^\t#=]*%[^=]*:|\$\(eval\b|^define\s/m.test(text)) return undefined;
  const found = new Set<string>();
  for (const line of text.replace(/\\\n/g, ' ').split('\n')) {
    const [, names] = /^([^\t#:=][^:=#]*)::?(?!=)/.exec(line) ?? [];
    if (names === undefined) continue;
    if (names.includes('$')) return undefined;
    for (const name of names.trim().split(/\s+/)) found.add(name);
    if (/^\.PHONY\s*$/.test(names))
      for (const name of line
        .slice(line.indexOf(':') + 1)
        .replace(/#.*/, '')
        .trim()
        .split(/\s+/))
        if (/^[\w./-]+$/.test(name)) found.add(name);
  }
  return found;
}
