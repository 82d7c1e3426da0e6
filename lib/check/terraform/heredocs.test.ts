import { manifestsIn } from './heredocs.ts';

test('finds manifests that Terraform hands to the cluster as they stand', () => {
  const text = `resource "kubectl_manifest" "a" {
  yaml_body = <<-YAML
    apiVersion: v1
    kind: Namespace
    metadata:
      name: a
  YAML
}
resource "kubectl_manifest" "b" {
  yaml_body = <<YAML
apiVersion: v1
kind: Namespace
metadata:
  name: \${var.name}
YAML
}
locals { script = <<EOT
echo apiVersion
EOT
}
`;

  expect(manifestsIn(text)).toEqual([{ text: 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a', line: 3 }]);
});
