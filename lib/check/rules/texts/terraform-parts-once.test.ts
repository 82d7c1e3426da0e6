import { inFile, kube, ruleCases } from '../../testing.ts';
import { terraformPartsOnce } from './terraform-parts-once.ts';

const tf = (text: string, file = 'main.tf') => inFile(file, kube('slipway.dev/v1/TextFile', { name: file }, { text }));
const group = (within: string) => `resource "aws_security_group" "db" {\n  name = "db"\n${within}}\n`;
const ingress = '  ingress {\n    from_port = 5432\n    to_port   = 5432\n    protocol  = "tcp"\n  }\n';
const rule = (type: string, of = 'aws_security_group.db.id') =>
  `resource "aws_security_group_rule" "from_nodes" {\n  type              = "${type}"\n  security_group_id = ${of}\n  from_port         = 5432\n}\n`;

ruleCases(terraformPartsOnce, {
  accepts: {
    'all within': [tf(group(ingress))],
    'all apart': [tf(group('') + rule('ingress'))],
    'a rule of another group': [tf(group(ingress) + rule('ingress', 'aws_security_group.nodes.id'))],
    'the other direction': [tf(group('  egress {\n    from_port = 0\n  }\n') + rule('ingress'))],
    'what is passed over': [tf(group(`${ingress}  lifecycle {\n    ignore_changes = [ingress]\n  }\n`) + rule('ingress'))],
    'a rule of another folder': [tf(group(ingress)), tf(rule('ingress'), 'other/main.tf')],
    'an empty list of policies': [
      tf(
        'resource "aws_iam_role" "a" {\n  managed_policy_arns = []\n}\nresource "aws_iam_role_policy_attachment" "b" {\n  role = aws_iam_role.a.name\n}\n',
      ),
    ],
  },
  refuses: {
    'a rule within, and one apart': {
      given: [tf(group(ingress) + rule('ingress'))],
      says: 'aws_security_group.db has ingress within, and aws_security_group_rule.from_nodes (main.tf line 9) adds to it from outside',
      fix: 'Make ingress a resource of its own as well, or move from_nodes into aws_security_group.db.',
    },
    'in another file': {
      given: [
        tf(group(ingress)),
        tf('resource "aws_vpc_security_group_ingress_rule" "web" {\n  security_group_id = aws_security_group.db.id\n}\n', 'rules.tf'),
      ],
      says: 'aws_security_group.db has ingress within, and aws_vpc_security_group_ingress_rule.web (rules.tf line 1) adds to it from outside',
    },
    routes: {
      given: [
        tf(
          'resource "aws_route_table" "a" {\n  route {\n    cidr_block = "0.0.0.0/0"\n  }\n}\nresource "aws_route" "b" {\n  route_table_id = aws_route_table.a.id\n}\n',
        ),
      ],
      says: 'aws_route_table.a has route within, and aws_route.b (main.tf line 6) adds to it from outside',
    },
    policies: {
      given: [
        tf(
          'resource "aws_iam_role" "a" {\n  managed_policy_arns = [aws_iam_policy.x.arn]\n}\nresource "aws_iam_role_policy_attachment" "b" {\n  role = aws_iam_role.a.name\n}\n',
        ),
      ],
      says: 'aws_iam_role.a has managed_policy_arns within, and aws_iam_role_policy_attachment.b (main.tf line 4) adds to it from outside',
    },
  },
});
