import { strings, textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';

/** A line that sets a machine up, and where it stands. */
export interface SetupText {
  readonly path: string;
  readonly text: string;
}

/** Texts that set machines up: scripts, and what cloud-init writes and runs. */
export function setupTexts({ object, file = '' }: WorldObject): readonly SetupText[] {
  if (object.kind === 'Script') {
    return (textAt(object, 'text') ?? '')
      .split('\n')
      .map((text, index) => ({ path: `line ${index + 1}`, text: text.replace(/^\s*#.*/, '') }));
  }
  if (object.kind === 'TextFile') return /(?:^|\/)config\.toml$/.test(file) ? [{ path: 'line 1', text: textAt(object, 'text') ?? '' }] : [];
  const content = object['content'];
  const isCloudInit =
    typeof content === 'object' && content !== null && ('runcmd' in content || 'write_files' in content || 'bootcmd' in content);
  return isCloudInit ? [...strings(content, 'content')].map(({ path, value }) => ({ path, text: value })) : [];
}
