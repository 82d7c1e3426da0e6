import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { iamConditionMatches } from './iam-condition-matches.ts';

const tf = (text: string) => inFile('infra/iam.tf', documentObject('TextFile', 'infra/iam', { text }));
const policy = (condition: object) =>
  inFile(
    'policies/ci.json',
    documentObject('Config', 'policies/ci', { content: { Version: '2012-10-17', Statement: [{ Condition: condition }] } }),
  );
const trust = (operator: string, sub: string) =>
  tf(`policy = jsonencode({
  Statement = [{
    Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/\${local.issuer}" }
    Condition = {
      ${operator} = {
        "\${local.issuer}:aud" = "sts.amazonaws.com"
        "\${local.issuer}:sub" = "${sub}"
      }
    }
  }]
})
`);
const document = (test: string, values: string) =>
  tf(`data "aws_iam_policy_document" "ci" {
  statement {
    condition {
      test     = "${test}"
      variable = "token.actions.githubusercontent.com:sub"
      values   = [${values}]
    }
  }
}
`);

ruleCases(iamConditionMatches, {
  accepts: {
    'one account': [trust('StringEquals', 'system:serviceaccount:logging:loki')],
    'a pattern, compared as one': [trust('StringLike', 'system:serviceaccount:logging:*')],
    'branches, compared as patterns': [document('StringLike', '"repo:acme/shop:*"')],
    'a value that is put together': [document('StringEquals', '"repo:acme/shop:ref:refs/heads/${var.branch}"')],
    'an expression with a product': [document('StringEquals', '"${var.a * 2}"')],
    'a file of its own': [
      policy({ StringLike: { 'aws:ResourceTag/team': '*' } }),
      policy({ StringEquals: { 'aws:RequestedRegion': ['eu-central-1'] } }),
    ],
    'a star in a resource': [tf('Resource = "arn:aws:s3:::shop-backups/*"\n')],
    'other files': [inFile('notes.txt', documentObject('TextFile', 'notes', { text: 'StringEquals = { "a" = "*" }' }))],
  },
  refuses: {
    'a tag of any value': {
      given: [tf('Condition = { StringEquals = { "aws:ResourceTag/karpenter.sh/nodepool" = "*" } }\n')],
      says: 'StringEquals compares aws:ResourceTag/karpenter.sh/nodepool with *, and a star stands for itself there',
      fix: 'Write StringLike.',
    },
    'accounts of a namespace': {
      given: [trust('StringEquals', 'system:serviceaccount:logging:*')],
      says: 'StringEquals compares ${local.issuer}:sub with system:serviceaccount:logging:*, and a star stands for itself there',
    },
    'branches of a repository': {
      given: [document('StringEquals', '"repo:acme/shop:*"')],
      says: 'StringEquals compares token.actions.githubusercontent.com:sub with repo:acme/shop:*, and a star stands for itself there',
    },
    'a file of its own': {
      given: [policy({ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['karpenter*'] } })],
      says: 'ForAnyValue:StringEquals compares aws:TagKeys with karpenter*, and a star stands for itself there',
      fix: 'Write ForAnyValue:StringLike.',
    },
    'a blank in a name': {
      given: [tf('Federated = "arn:aws:iam::123456789012 :oidc-provider/${local.issuer}"\n')],
      says: 'the ARN "arn:aws:iam::123456789012 :oidc-provider/${local.issuer}" has a blank in it',
      fix: 'Write "arn:aws:iam::123456789012:oidc-provider/${local.issuer}".',
    },
  },
});
