import { deployment, object } from './apps.ts';
import { configMap, documents, indented, namespace } from './pieces.ts';

/** One rule of Grafana with a query, in a ConfigMap that its sidecar takes. */
export function graphed(query: string, threshold = 'A', ...between: readonly string[]): string {
  const data = [
    query,
    ...between,
    `- refId: C
  datasourceUid: __expr__
  model: { refId: C, type: threshold, expression: ${threshold}, conditions: [{ evaluator: { type: gt, params: [5] } }] }`,
  ].join('\n');
  const rules = `apiVersion: 1
groups:
  - orgId: 1
    name: checkout
    folder: shop
    interval: 1m
    rules:
      - uid: checkout-errors
        title: Checkout fails
        condition: C
        for: 5m
        data:
${indented(10, data)}
`;
  const sources =
    'apiVersion: 1\ndatasources:\n  - { name: Metrics, type: prometheus, uid: metrics, url: "http://metrics.watch:9090" }\n  - { name: Lines, type: loki, uid: lines, url: "http://lines.watch:3100" }\n';
  return documents(
    configMap('watch', 'alerts', { 'checkout.yaml': rules }, "grafana_alert: '1'"),
    configMap('watch', 'sources', { 'sources.yaml': sources }, "grafana_datasource: '1'"),
  );
}

/** A program that reads a file of its ConfigMap. */
export function configured(name: string, image: string, port: number, file: string, text: string, args: string): string {
  return documents(
    namespace('watch'),
    configMap('watch', name, { [file]: text }),
    deployment(name, 'watch', port, {
      image,
      pod: `volumes: [{ name: conf, configMap: { name: ${name} } }]`,
      container: `args: [${args}]\nvolumeMounts: [{ name: conf, mountPath: /etc/${name} }]`,
    }),
  );
}

export const LOKI = `auth_enabled: false
server: { http_listen_port: 3100 }
common:
  path_prefix: /loki
  replication_factor: 1
  storage: { filesystem: { chunks_directory: /loki/chunks, rules_directory: /loki/rules } }
  ring: { kvstore: { store: inmemory } }
schema_config:
  configs:
    - { from: "2022-06-01", store: boltdb-shipper, object_store: filesystem, schema: v11, index: { prefix: i_, period: 168h } }
`;

export const PROBER = `modules:
  page: { prober: http, timeout: 5s, http: { preferred_ip_protocol: ip4 } }
  names:
    prober: dns
    dns: { query_name: shop.example.org, query_type: A, timeout: 3s }
`;

/** A chart of which the Application says nothing but its version. */
export function bareChart(name: string, place: string, repoURL: string, chart: string, version: string): string {
  return object(
    'argoproj.io/v1alpha1',
    'Application',
    name,
    'argocd',
    `spec:
  project: default
  source: { repoURL: '${repoURL}', chart: ${chart}, targetRevision: ${version} }
  destination: { server: 'https://kubernetes.default.svc', namespace: ${place} }
  syncPolicy: { syncOptions: [CreateNamespace=true, ServerSideApply=true] }`,
  );
}

/** A role that accounts of a cluster take on by their tokens. */
export function assumed(federated: string, condition: string): string {
  return `locals {
  issuer = "oidc.eks.eu-central-1.amazonaws.com/id/0A1B2C3D"
}

resource "aws_iam_role" "loki" {
  name = "lines-store"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "${federated}" }
      Condition = {
        ${condition}
      }
    }]
  })
}
`;
}

/** The documents of a data source of Terraform for the pipelines of a repository. */
export function pipelines(test: string): string {
  return `data "aws_iam_policy_document" "deploy" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    condition {
      test     = "${test}"
      variable = "token.actions.githubusercontent.com:sub"
      values   = ["repo:acme/shop:*"]
    }
  }
}
`;
}
