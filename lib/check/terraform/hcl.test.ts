import fc from 'fast-check';
import { bareOf, blocksOf } from './hcl.ts';

test('reads blocks with their labels and arguments', () => {
  const text = `# resource "a" "b" {}
variable "name" {
  type    = string # var.comment
  default = "a var.text \${local.inserted} {"
}

locals { short = "x" }
resource "google_compute_firewall" "in" {
  name = "\${var.name}-in"
  allow {
    protocol = "tcp"
  }
  labels = {
    inner = var.other
  }
  text = <<-EOT
    var.not_one \${var.one} }
  EOT
}
`;

  const blocks = blocksOf(text).map(({ type, labels, arguments: given, line, body }) => [
    type,
    labels,
    [...given.keys()],
    line,
    body.match(/\b(var|local)\.\w+/g),
  ]);

  expect(blocks).toEqual([
    ['variable', ['name'], ['type', 'default'], 2, ['local.inserted']],
    ['locals', [], ['short'], 7, null],
    ['resource', ['google_compute_firewall', 'in'], ['name', 'labels', 'text'], 8, ['var.name', 'var.other', 'var.one']],
  ]);
});

test('keeps every place, and never throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('"', '{', '}', '$', '\n', 'a', '=', '<', 'EOT', '#', '\\', ' ') }), (text) => {
      blocksOf(text);

      expect(bareOf(text)).toHaveLength(text.length);
    }),
  );
});
