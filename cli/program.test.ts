import { version } from '../package.json';
import { defineCommand } from './command.ts';
import { EXIT } from './exit.ts';
import { showFailure } from './failure.ts';
import { openIo } from './io.ts';
import { runProgram } from './program.ts';

const pack = defineCommand({
  name: 'pack',
  summary: 'Pack crates.',
  details: 'Every crate gets a label.',
  argument: { name: 'DIR', help: 'folder of crates' },
  options: {
    label: { type: 'string', value: 'TEXT', default: 'plain', help: 'label of a crate' },
    crate: { type: 'list', value: 'NAME', help: 'only this crate; may be repeated' },
    dry: { type: 'flag', help: 'pack nothing' },
    seal: { type: 'string', value: 'NAME', help: 'who seals it' },
  },
  examples: ['pack crates --label fragile'],
  run: (options, io, argument) => {
    io.out(JSON.stringify([options, argument]));
    return Promise.resolve(options.dry ? EXIT.found : EXIT.ok);
  },
});

const unload = defineCommand({
  name: 'unload',
  summary: 'Unload.',
  options: {},
  examples: ['unload'],
  run: () => Promise.resolve(EXIT.ok),
});

interface Result {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function run(...argv: string[]): Promise<Result> {
  let [out, err] = ['', ''];
  const stdout = { write: (text: string) => void (out += text) };
  const stderr = { write: (text: string) => void (err += text) };
  const io = openIo({ stdout, stderr, env: {} }, false);
  const code = await runProgram([pack, unload], argv, io).catch((error: unknown) => showFailure(error, io));
  return { code, out, err };
}

test('options that are left out have their defaults', async () => {
  const result = await run('pack', 'here');

  expect(result).toEqual({ code: 0, out: '[{"label":"plain","crate":[],"dry":false},"here"]\n', err: '' });
});

test('a list option collects what it is given, and the command decides about the code', async () => {
  const result = await run('pack', 'here', '--crate', 'a', '--crate=b', '--dry', '--label', 'x', '--seal', 'me', '--no-color');

  expect(result).toEqual({ code: 1, out: '[{"label":"x","crate":["a","b"],"dry":true,"seal":"me"},"here"]\n', err: '' });
});

test.each([
  ['a command', ['pakc'], 'slipway: there is no command "pakc". Did you mean "pack"?\n'],
  ['a command that resembles none', ['zzzzzzzz'], 'slipway: there is no command "zzzzzzzz". Known: "pack", "unload".\n'],
  ['help as a command', ['help', 'pack'], 'slipway: there is no command "help". Run "slipway --help", or "slipway COMMAND --help".\n'],
  ['an option', ['pack', 'x', '--creat', 'a'], 'slipway pack: there is no option "--creat". Did you mean "--crate"?\n'],
  [
    'an option before the command',
    ['--crate', 'a', 'pack', 'x'],
    'slipway: there is no option "--crate". Write options after the command: slipway pack --crate …\n',
  ],
  [
    'a value of an option',
    ['pack', 'x', '--label'],
    `slipway pack: option '--label <TEXT>' argument missing. Run "slipway pack --help" for what it takes.\n`,
  ],
  ['an argument', ['pack'], `slipway pack: missing required argument 'DIR'. Run "slipway pack --help" for what it takes.\n`],
  [
    'one argument only',
    ['pack', 'x', 'y'],
    `slipway pack: too many arguments for 'pack'. Expected 1 argument but got 2. Run "slipway pack --help" for what it takes.\n`,
  ],
])('a usage error about %s is one line on standard error, code 2', async (_, argv, says) => {
  const result = await run(...argv);

  expect(result).toEqual({ code: 2, out: '', err: says });
});

test('without a command the help comes on standard error, code 2', async () => {
  const result = await run();

  expect([result.code, result.out, result.err.split('\n')[0]]).toEqual([2, '', 'Usage: slipway [options] [command]']);
});

test('the version is the one of package.json', async () => {
  const result = await run('--version');

  expect(result).toEqual({ code: 0, out: `${version}\n`, err: '' });
});

test('the help of a command has its options with defaults, and examples', async () => {
  const result = await run('pack', '--help');

  expect(result).toEqual({
    code: 0,
    out: `Usage: slipway pack [options] <DIR>

Pack crates.

Every crate gets a label.

Arguments:
  DIR             folder of crates

Options:
  --label <TEXT>  label of a crate (default: "plain")
  --crate <NAME>  only this crate; may be repeated
  --dry           pack nothing
  --seal <NAME>   who seals it
  --no-color      no colours, even on a terminal (as NO_COLOR does)
  -h, --help      show this help

Examples:
  $ slipway pack crates --label fragile
`,
    err: '',
  });
});
