import type { ListrDefaultRendererLogLevels, ListrLogLevels } from 'listr2';

/** Shows that something is still going on. Work is done the same way whether or not somebody watches. */
export interface Progress {
  /** Runs one step. `say` tells a watching person how far it is. */
  step<T>(title: string, run: (say: (text: string) => void) => T | Promise<T>): Promise<T>;
}

/** Nobody watches: the work is done, nothing is drawn. */
export function quietProgress(): Progress {
  return { step: async (_title, run) => run(() => undefined) };
}

/** Milliseconds that a step may take before it is drawn. */
export const PATIENCE = 1000;

/** Draws one step that is under way, and follows what it says. */
export type Draw = (title: string, done: Promise<unknown>, listen: (hear: (text: string) => void) => void) => Promise<void>;

/** For a person at a terminal: a step that takes longer than {@link PATIENCE} is drawn until it ends. */
export function terminalProgress(draw: Draw = drawByListr, patience = PATIENCE): Progress {
  return {
    async step(title, run) {
      let last: string | undefined;
      let hear: ((text: string) => void) | undefined;
      const running = (async () =>
        run((text) => {
          last = text;
          hear?.(text);
        }))();

      let picture: Promise<void> | undefined;
      const timer = setTimeout(() => {
        picture = draw(title, running, (hearer) => {
          hear = hearer;
          if (last !== undefined) hearer(last);
        });
      }, patience);
      try {
        return await running;
      } finally {
        clearTimeout(timer);
        await picture;
      }
    },
  };
}

/** A task with a spinner on standard error. listr2 is loaded here and not earlier: quick commands do not pay for it. */
async function drawByListr(...[title, done, listen]: Parameters<Draw>): Promise<void> {
  const { Listr, ListrLogger, ProcessOutput } = await import('listr2');
  const options = { processOutput: new ProcessOutput(process.stderr, process.stderr) };
  const list = new Listr(
    {
      title,
      task: async (_, task) => {
        listen((text) => void (task.output = text));
        await done;
      },
    },
    // The step's own promise carries its error to the command; the picture only shows a cross.
    {
      exitOnError: false,
      registerSignalListeners: false,
      rendererOptions: { logger: new ListrLogger<ListrDefaultRendererLogLevels>(options) },
      fallbackRendererOptions: { logger: new ListrLogger<ListrLogLevels>(options) },
    },
  );
  await list.run();
}
