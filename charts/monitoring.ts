import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { NAMESPACES } from './namespaces.ts';

/**
 * What no third-party chart makes in namespace monitoring: Alertmanager's configuration, Tempo's Service, the dashboards.
 * The modules of charts/observability add it.
 */
export class MonitoringChart extends Chart {
  constructor(scope: Construct) {
    super(scope, NAMESPACES.monitoring.name, { namespace: NAMESPACES.monitoring.name, disableResourceNameHashes: true });
  }
}
