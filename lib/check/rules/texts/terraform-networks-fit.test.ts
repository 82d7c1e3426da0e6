import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { terraformNetworksFit } from './terraform-networks-fit.ts';

const tf = (text: string, file = 'terraform/main.tf') => inFile(file, documentObject('TextFile', file, { text }));
const network = (subnets: string, cidr = '"10.0.0.0/16"') =>
  tf(`module "network" {\n  source = "./network"\n  vpc_cidr = ${cidr}\n  private_subnets = [${subnets}]\n}\n`);
const variables = tf('variable "vpc_cidr" {\n  default = "10.0.0.0/16"\n}\n', 'terraform/variables.tf');

ruleCases(terraformNetworksFit, {
  accepts: {
    'subnets of the network': [network('"10.0.11.0/24", "10.0.12.0/24"')],
    'a network that is a variable': [variables, network('"10.0.11.0/24"', 'var.vpc_cidr')],
    'what is worked out': [network('cidrsubnet(var.vpc_cidr, 8, 1)', 'var.vpc_cidr')],
    'ranges of pods beside the network': [tf('resource "google_compute_subnetwork" "a" {\n  ip_cidr_range = "10.0.0.0/24"\n}\n')],
  },
  refuses: {
    'a subnet of another network': {
      given: [variables, network('"10.0.11.0/24", "10.1.12.0/24"', 'var.vpc_cidr')],
      says: 'subnet 10.1.12.0/24 does not lie in 10.0.0.0/16',
      fix: 'Write a range of 10.0.0.0/16.',
    },
    'a subnet twice': {
      given: [network('"10.0.11.0/24", "10.0.11.0/24"')],
      says: 'two subnets have the same addresses: 10.0.11.0/24, twice',
    },
    'defaults that do not fit': {
      given: [tf('variable "vpc_cidr" {\n  default = "10.0.0.0/16"\n}\nvariable "public_subnets" {\n  default = ["10.2.1.0/24"]\n}\n')],
      says: 'subnet 10.2.1.0/24 does not lie in 10.0.0.0/16',
    },
  },
});
