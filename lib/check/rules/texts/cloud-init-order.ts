import { documentKind } from '../../document.ts';
import { at, fields, items, itemsAt, text, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { literal } from '../../../values/literal.ts';

/** The user that an image of a cloud has, which cloud-init makes like any other. */
const OF_IMAGES = ['ubuntu', 'debian', 'ec2-user', 'centos', 'fedora', 'rocky', 'almalinux', 'opensuse', 'arch'];

export const cloudInitOrder = defineRule({
  id: 'cloud-init-order',
  severity: 'error',
  kinds: [documentKind('Config')],
  asks: 'What cloud-init writes and runs has what it needs from the steps before: files need their owner, early commands their files.',
  source:
    'https://docs.cloud-init.io/en/latest/reference/modules.html#write-files; https://docs.cloud-init.io/en/latest/reference/base_config_reference.html',
  *check({ object }) {
    const content = object['content'];
    if (!['write_files', 'bootcmd'].some((key) => Array.isArray(at(content, key)))) return;
    yield* owners(content);
    yield* early(content);
  },
});

/** Files are written before users are made, but for those that wait. */
function* owners(content: unknown): Iterable<Issue> {
  const users = new Set([...itemsAt(content, 'users').flatMap((each) => text(each) ?? textAt(each, 'name') ?? []), ...OF_IMAGES]);
  for (const [index, each] of itemsAt(content, 'write_files').entries()) {
    const [owner = ''] = (textAt(each, 'owner') ?? '').split(':');
    if (!users.has(owner) || at(each, 'defer') === true) continue;
    yield {
      path: `content.write_files[${index}].owner`,
      message: `${textAt(each, 'path') ?? 'a file'} is given to ${owner}, and files are written before users are made`,
      why: 'cloud-init stops at this file ("Unknown user or group"): it and all that come after it are missing, and the machine comes up without them.',
      fix: 'Add defer: true to the file.',
    };
  }
}

/** The first commands run before any file is written, and those of runcmd after all that do not wait are. */
function* early(content: unknown): Iterable<Issue> {
  const commands = itemsAt(content, 'bootcmd').map((each) =>
    Array.isArray(each) ? items(each).map(String).join(' ') : (text(each) ?? ''),
  );
  for (const [index, command] of commands.entries()) {
    const file = itemsAt(content, 'write_files')
      .map((each) => textAt(each, 'path') ?? '')
      .find((path) => path.length > 1 && new RegExp(`(^|[\\s"'=])${literal(path)}($|[\\s"';])`).test(command));
    if (file === undefined || Object.keys(fields(content)).length === 0) continue;
    yield {
      path: `content.bootcmd[${index}]`,
      message: `bootcmd uses ${file}, which write_files makes, and runs before files are written`,
      why: 'On the first start the file is not there: the command fails, and what it was to set up is missing.',
      fix: 'Move the command to runcmd.',
    };
  }
}
