import { fieldProblem, Problem } from '#kernel/problem.ts';
import { refusingBy } from '#kernel/refusing.ts';

export const networkNotYours = () =>
  new Problem(
    403,
    'network.not_yours',
    'Those who run, pay for or watch over the district’s network read it; a school’s own is read by who works there.',
  );
export const mayNotKeep = () => new Problem(403, 'network.not_a_keeper', 'Technology coordinators and administrators keep the network.');
export const mayNotMeasure = () => new Problem(403, 'network.may_not_measure', 'Measure from the school that you work at.');
export const schoolNotFound = () => new Problem(404, 'network.no_school', 'There is no such school.');
export const schoolClosed = () => new Problem(422, 'network.school_closed', 'This school is closed: it has no network.');
export const probeUnknown = () =>
  new Problem(401, 'network.probe_unknown', 'This secret is not a probe’s, or it was taken back.', {
    headers: { 'www-authenticate': 'Bearer realm="steward probe"' },
  });
export const probeNotFound = () => new Problem(404, 'network.no_probe', 'There is no such probe.');
export const dipNotFound = () => new Problem(404, 'network.no_dip', 'There is no such dip.');
export const dipDecided = (state: string) => new Problem(422, 'network.dip_decided', 'Somebody decided this already.', { current: { state } });
export const noNetworkRequest = () =>
  new Problem(422, 'network.no_request_type', 'The catalogue has no kind of request for the network. Add one to the IT service.');
export const circuitNotFound = () => new Problem(404, 'network.no_circuit', 'There is no such line.');
export const circuitChanged = (version: number) =>
  new Problem(412, 'network.circuit_changed', 'Somebody changed this line since you looked.', { current: { version } });
export const circuitCodeTaken = () => fieldProblem('network.code_taken', '/code', 'Another line has this name already.');
export const contractElsewhere = () =>
  fieldProblem('network.contract_elsewhere', '/contractId', 'Choose a contract with the one who runs this line.');
export const providerNotFound = () => new Problem(404, 'network.provider_gone', 'There is no such provider.');
export const providerTaken = () => fieldProblem('network.provider_taken', '/name', 'Another provider has this name already.');
export const providerChanged = (version: number) =>
  new Problem(412, 'network.provider_changed', 'Somebody changed this provider since you looked.', { current: { version } });
export const settingNotFound = () => new Problem(404, 'network.no_setting', 'There is no such target or capacity.');
export const settingChanged = (version: number) =>
  new Problem(412, 'network.setting_changed', 'Somebody corrected this since you looked.', { current: { version } });
export const staffChanged = (version: number) =>
  new Problem(412, 'network.staff_changed', 'Somebody counted the staff of this school since you looked.', { current: { version } });
export const providerUnknown = () => fieldProblem('network.no_provider', '/providerId', 'There is no such provider.');
export const ownedByProvider = () => fieldProblem('network.owned_by_provider', '/providerId', 'Fiber that the district owns has no provider.');
export const projectElsewhere = () => fieldProblem('network.project_elsewhere', '/projectId', 'Choose a project of the capital plan at this school.');
export const daysTurned = (pointer: string) =>
  fieldProblem('network.days_turned', pointer, 'A line is installed, then live, then ended, in this order.');
export const contractNotFound = () => new Problem(404, 'network.no_contract', 'There is no such contract.');
export const contractTaken = () => fieldProblem('network.contract_taken', '/number', 'This provider has a contract of this number already.');
export const contractDaysTurned = () => fieldProblem('network.contract_days_turned', '/endsOn', 'A contract ends after it starts.');
export const contractChanged = (version: number) =>
  new Problem(412, 'network.contract_changed', 'Somebody changed this contract since you looked.', { current: { version } });
export const milestoneChanged = (version: number) =>
  new Problem(412, 'network.milestone_changed', 'Somebody changed this milestone since you looked.', { current: { version } });
export const doneLater = () => fieldProblem('network.done_later', '/doneOn', 'That day is still to come.');
export const targetTaken = () => fieldProblem('network.target_taken', '/year', 'There is a target of this name and year already.');
export const noSuchTarget = (code: string) =>
  new Problem(422, 'network.no_target', `No target called ${code} is in force in that year.`, {
    errors: [{ pointer: '/target', detail: 'Choose one of the targets of the year.', in: 'query' }],
  });
export const capacityTaken = () => fieldProblem('network.capacity_taken', '/effectiveOn', 'Another capacity counts from this day on already.');
export const columnsMissing = (missing: readonly string[]) =>
  fieldProblem('network.columns_missing', '/file', `This file has no column ${missing.join(', ')}. Take the line items of Form 471.`, { missing });
export const nothingToImport = () => fieldProblem('network.import_empty', '/file', 'There is no row in this file.');
export const tooManyRows = (most: number) => fieldProblem('network.too_many_rows', '/file', `Bring at most ${most} rows at once.`, { most });
export const importTooLarge = (megabytes: number) =>
  new Problem(413, 'network.import_too_large', `This file is larger than ${megabytes} MB.`, {
    errors: [{ pointer: '/file', detail: 'Bring a smaller file.' }],
  });
export const importNotFound = () => new Problem(404, 'network.no_import', 'There is no such file.');

/** What the database itself refuses: what is left between two at once. */
export const refusing = refusingBy({
  circuits_code_unique: circuitCodeTaken,
  network_providers_name_unique: providerTaken,
  network_contracts_number: contractTaken,
  bandwidth_targets_year: targetTaken,
  isp_capacities_effectiveOn_unique: capacityTaken,
});
