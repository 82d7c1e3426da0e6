import type { Construct } from 'constructs';
import { chart } from '../../../imports/charts/prometheus-operator-crds-31.0.1.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { component } from '../component.ts';
import { WAVE } from '../waves.ts';
import { MONITORING } from './ends.ts';

/** Kinds of the Prometheus operator, before the first component that makes an object of one (seed 004, section 5). */
export function installDefinitions(scope: Construct, target: Cluster): void {
  component(scope, target, {
    name: 'prometheus-operator-crds',
    chart,
    namespace: MONITORING,
    wave: WAVE.definitions,
    serverSideApply: true, // too large for the annotation of client-side apply
    values: {},
  });
}
