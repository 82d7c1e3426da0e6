import { version } from '../package.json';
import { InputError } from '../lib/errors.ts';
import { defineCommand } from './command.ts';
import { EXIT } from './exit.ts';

/** The first line of a comment whose text does not bring one. */
const MARKER = '<!-- slipway -->';

export const comment = defineCommand({
  name: 'comment',
  summary: 'Put a text on a pull request at GitHub, in the place of the one that was put there before.',
  details:
    'The comment is found again by its first line, so a text that begins with an HTML comment (as `plan --markdown` does) replaces ' +
    'its like and no other. The token comes from the environment (docs/github.md).',
  argument: { name: 'FILE', help: 'Markdown; - for standard input' },
  options: { on: { type: 'string', value: 'OWNER/REPO#NUMBER', help: 'the pull request' } },
  examples: ['comment plan.md --on owner/k8s-manifests#12'],
  async run({ on = '' }, io, file) {
    const { GithubApi } = await import('../lib/deliver/github/api.ts');
    const { commentOnPullRequest } = await import('../lib/deliver/github/comment.ts');
    const { parseAddress } = await import('../lib/deliver/target-address.ts');
    const { readNamedFile } = await import('./write-file.ts');

    const [, name, digits] = /^(.+)#([1-9]\d{0,9})$/.exec(on) ?? [];
    if (name === undefined) throw new InputError('--on', `${JSON.stringify(on)} names no pull request`, 'Write it as owner/repository#12.');
    const address = parseAddress(`github:${name}`);
    if (address.kind !== 'github') throw new Error('an address that begins with github: is GitHub');

    const text =
      file === '-' ? Buffer.from(await io.input()).toString('utf8') : readNamedFile(file, 'Make one with slipway plan --markdown.');
    if (text.trim() === '') throw new InputError(file, 'there is nothing to say in it', 'Make one with slipway plan --markdown.');
    const first = text.split('\n')[0] ?? '';
    const marker = /^<!-- .+ -->$/.test(first) ? first : MARKER;
    await commentOnPullRequest(new GithubApi({ ...address, version }), Number(digits), text, marker);
    io.out(`commented on ${on}`);
    return EXIT.ok;
  },
});
