import { createColors } from 'picocolors';
import { quietProgress, terminalProgress } from './progress.ts';
import type { Progress } from './progress.ts';

/** Colour functions; each returns its text unchanged where colour is off. */
export type Palette = ReturnType<typeof createColors>;

/** Everything a command may say, and the only way to say it. */
export interface Io {
  /** Results, to standard output; a line break is added. */
  readonly out: (text: string) => void;
  /** Summaries and complaints, to standard error; a line break is added. */
  readonly err: (text: string) => void;
  /** Whether a person watches standard error. */
  readonly isTty: boolean;
  /** Colours of standard output. */
  readonly color: Palette;
  /** Colours of standard error. */
  readonly errColor: Palette;
  readonly progress: Progress;
  /** All of standard input. */
  readonly input: () => Promise<Uint8Array>;
}

interface Stream {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
}

/** What of the process decides about colour and goes into an {@link Io}. */
export interface Terminal {
  readonly stdout: Stream;
  readonly stderr: Stream;
  /** @default empty */
  readonly stdin?: AsyncIterable<Uint8Array | string> | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Whether to colour one stream: `--no-color` and `NO_COLOR` (https://no-color.org) win over `FORCE_COLOR`;
 * otherwise a terminal that is not `dumb` decides. picocolors' own guess is not used: it colours pipes in CI.
 */
export function wantsColor({ env }: Terminal, stream: Stream, noColor: boolean): boolean {
  if (noColor || (env['NO_COLOR'] ?? '') !== '') return false;
  const forced = env['FORCE_COLOR'] ?? '';
  if (forced !== '') return forced !== '0' && forced !== 'false';
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}

/** The io of this process, or of streams that a test gives. */
export function openIo(terminal: Terminal, noColor: boolean): Io {
  const { stdout, stderr } = terminal;
  const isTty = stderr.isTTY === true;
  return {
    out: (text) => void stdout.write(`${text}\n`),
    err: (text) => void stderr.write(`${text}\n`),
    isTty,
    color: createColors(wantsColor(terminal, stdout, noColor)),
    errColor: createColors(wantsColor(terminal, stderr, noColor)),
    progress: isTty ? terminalProgress() : quietProgress(),
    input: async () => {
      const parts: Uint8Array[] = [];
      for await (const part of terminal.stdin ?? []) parts.push(Buffer.from(part));
      return Buffer.concat(parts);
    },
  };
}
