import type { Role } from '../../../domain/decision';

export const roleNames: Readonly<Record<Role, string>> = {
  operator: 'exploitation',
  administrator: 'administration',
  approver: 'approbation',
  accountant: 'comptabilité',
  auditor: 'audit',
};
