import { App } from 'cdk8s';
import { addCharts, copiesOf, readTemplate } from './template.ts';

/**
 * A cdk8s app as its documentation writes it, one chart a system, printed by cdk8s itself.
 * Stands in for `cli/main.ts`, so that it starts from a bundle with a code cache as the real program does.
 */
export function start([, count, outdir]: readonly string[]): Promise<void> {
  const app = new App({ outdir: outdir ?? 'dist' });
  addCharts(app, copiesOf(readTemplate(), Number(count)));
  app.synth();
  return Promise.resolve();
}
