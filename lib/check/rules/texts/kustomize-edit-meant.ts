import { documentKind } from '../../document.ts';
import { WORKFLOW } from '../../delivery/workflows.ts';
import { pathsOf } from '../../paths.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { COMMAND_KINDS, commandsOf } from '../../texts/commands.ts';
import { workingFolders } from '../../texts/working-folder.ts';

const KINDS = COMMAND_KINDS.filter((kind) => kind === WORKFLOW || kind === documentKind('Script') || kind === documentKind('TextFile'));

export const kustomizeEditMeant = defineRule({
  id: 'kustomize-edit-meant',
  severity: 'error',
  kinds: KINDS,
  asks: 'kustomize edit runs in a folder with a kustomization, and gives an image a tag where a tag is meant.',
  source:
    'https://github.com/kubernetes-sigs/kustomize/blob/kustomize/v5.8.1/kustomize/commands/edit/set/setimage.go; https://kubectl.docs.kubernetes.io/references/kustomize/cmd/edit/',
  *check(manifest, world) {
    for (const found of commandsOf(manifest, world)) {
      const words = found.command.words.map(({ text }) => text);
      if (found.command.name !== 'kustomize' || words[1] !== 'edit') continue;
      const line = `line ${found.command.line}`;
      if (words[2] === 'set' && words[3] === 'image') {
        for (const word of words.slice(4)) {
          const issue = tagAsName(word, line);
          if (issue !== undefined) yield { path: found.path, ...issue };
        }
      }
      const folders = world.everywhere.files === undefined ? undefined : workingFolders(manifest, found, world);
      const paths = pathsOf(world);
      // Where nothing of this kind is in the tree, another repository is meant; "create" and a file that is written make one.
      const has = (folder: string): boolean =>
        ['kustomization.yaml', 'kustomization.yml', 'Kustomization'].some((name) => paths.has(folder === '' ? name : `${folder}/${name}`));
      const made = found.around.some(({ words: other }) =>
        other.some(({ text }) => /^create$|kustomization\.ya?ml$|^clone$|^checkout$/.test(text)),
      );
      if (folders === undefined || folders.some(has) || made || world.ofKind('kustomize.config.k8s.io/v1beta1/Kustomization').length === 0)
        continue;
      yield {
        path: found.path,
        message: `${line}: kustomize edit runs in ${folders.map((each) => (each === '' ? 'the root' : each)).join(' or ')}, where no kustomization is`,
        why: 'It ends with "Missing kustomization file", and nothing is written.',
        fix: 'Change into the folder of the overlay first.',
      };
    }
  },
});

/** `acme/web=main-1a2b3c4`: behind the sign stands a name, and the tag only behind a colon. */
function tagAsName(word: string, line: string): Omit<Issue, 'path'> | undefined {
  const [, name = '', to = ''] = /^([^=]+)=(.*)$/.exec(word) ?? [];
  if (to === '' || /[:@/*]/.test(to.replace(/\$\{[^}]*\}/g, '')) || !name.includes('/')) return undefined;
  // A variable alone may be a whole name; in a word of its own with a hash, a version or a branch it is a tag.
  if (!/\$\{[^}]*:|sha|tag|version|^v?\d|^(?:main|master|develop|release|latest|stable|pr)\b/i.test(to)) return undefined;
  return {
    message: `${line}: ${word} gives the image the name ${to}, and no tag`,
    why: `Behind = stands a new name: the pods are to run the image docker.io/library/${to}, which does not exist.`,
    fix: `Write ${name}:${to}.`,
  };
}
