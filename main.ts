import { start } from './cli/main.ts';

/**
 * The cdk8s app that `cdk8s.yaml` names. `cdk8s synth` empties its output folder, then runs this program with the
 * folder in `CDK8S_OUTDIR`; what appears there is what `slipway synth` writes, byte for byte.
 */
void start(['synth', '--dist', process.env['CDK8S_OUTDIR'] ?? 'dist']);
