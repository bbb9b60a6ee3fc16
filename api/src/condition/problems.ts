import { fieldProblem, Problem } from '#kernel/problem.ts';
import { dollarsOf } from '#kernel/money.ts';
import type { ProblemCode } from '#kernel/problem-codes.ts';
import type { Replacing } from './rules/replacing.ts';

export const portfolioNotFound = () => new Problem(404, 'condition.no_portfolio', 'There is no such portfolio.');
export const structureNotFound = () => new Problem(404, 'condition.no_structure', 'There is no such building.');
export const siteNotFound = () => new Problem(404, 'condition.no_site', 'There is no such school.');
export const mayNotPlanDistrict = () =>
  new Problem(403, 'condition.not_a_district_planner', 'Planners of the whole district and administrators say what counts for all schools.');
export const assessedLater = () => fieldProblem('condition.assessed_later', '/assessedOn', 'That day is still to come.');
export const measuresChanged = (version: number) =>
  new Problem(412, 'condition.measures_changed', 'Somebody changed these measures since you looked.', { current: { version } });
export const unknownWeight = (key: string, keys: readonly string[]) =>
  fieldProblem('condition.unknown_weight', `/weights/${key}`, `Give a weight to each of these and to no other: ${keys.join(', ')}.`);
export const weighsNothing = () => fieldProblem('condition.weighs_nothing', '/weights', 'At least one weight must be above 0.');
export const weightingChanged = (version: number) =>
  new Problem(412, 'condition.weighting_changed', 'Somebody published other weights since you looked.', { current: { version } });
export const runNotFound = () => new Problem(404, 'condition.no_forecast', 'There is no such forecast.');
export const nothingToForecast = () => new Problem(422, 'condition.nothing_to_forecast', 'None of these buildings has a known value. Choose others.');
export const notBrokenOff = () =>
  new Problem(409, 'condition.forecast_not_broken_off', 'This forecast is under way or done, so it cannot be started again.');
export const noResultYet = () => new Problem(409, 'condition.forecast_not_done', 'This forecast has no figures yet.');
export const mayNotReproduce = () =>
  new Problem(403, 'condition.may_not_reproduce', 'Those who plan, pay for or audit buildings may do a forecast again.');
export const forecastsBusy = () =>
  new Problem(503, 'condition.forecasts_busy', 'Too many forecasts wait already. Try again in a few seconds.', { headers: { 'retry-after': '5' } });
export const planNotFound = () => new Problem(404, 'condition.no_draft_plan', 'There is no such draft plan.');
export const planChanged = (version: number | undefined) =>
  new Problem(412, 'condition.draft_plan_changed', 'Somebody changed this draft plan since you looked.', { current: { version } });
export const planTakenUp = () =>
  new Problem(422, 'condition.draft_plan_taken_up', 'The capital plan took up proposals out of this draft plan, so it stays.');
export const needGone = () =>
  fieldProblem('condition.need_gone', '/chosen', 'Something that you chose is no need any more. Look at the ranking again.');
export const nothingChosen = () => fieldProblem('condition.nothing_chosen', '/chosen', 'This pays for no need at all. Write a larger amount.');
export const estimateChanged = (version: number) =>
  new Problem(412, 'condition.estimate_changed', 'Somebody changed this estimate since you looked.', { current: { version } });
export const deficiencyNotFound = () => new Problem(404, 'condition.no_deficiency', 'There is no such deficiency.');
export const mayNotPlan = () => new Problem(403, 'condition.not_a_planner', 'Planners and administrators keep the condition of buildings.');
export const noCostBasis = () => new Problem(422, 'condition.no_cost_basis', 'Nothing says yet what things cost here. Make a cost basis first.');
export const unknownSystem = () =>
  fieldProblem('condition.unknown_system', '/systemCode', 'There is no such system. Take a UNIFORMAT II code of level 3, as D3020.');
export const noSuchKind = () => new Problem(404, 'condition.no_kind', 'There is no such kind of request that speaks of buildings.');
export const componentElsewhere = () => fieldProblem('condition.component_elsewhere', '/componentId', 'That component is not in this building.');
export const foundLater = () => fieldProblem('condition.found_later', '/foundOn', 'That day is still to come.');
export const deficiencyEnded = (status: string) =>
  new Problem(422, 'condition.deficiency_ended', 'This deficiency has ended already.', { current: { status } });
export const deficiencyChanged = (version: number) =>
  new Problem(412, 'condition.deficiency_changed', 'Somebody changed this deficiency since you looked.', { current: { version } });
const queryProblem = (code: ProblemCode, pointer: string, detail: string) =>
  new Problem(422, code, detail, { errors: [{ pointer, detail, in: 'query' }] });
export const dayToCome = (pointer: string) => queryProblem('condition.day_to_come', pointer, 'That day is still to come.');
export const noSuchSystem = (code: string) =>
  queryProblem('condition.no_system', '/system', `None of these buildings has a system ${code}. Take a UNIFORMAT II code of level 2, as D30.`);
export const notBySystemYet = (since: string) =>
  queryProblem('condition.not_by_system_yet', '/from', `What changed each system is known from the end of ${since} on. Begin there or later.`);
export const datesTurned = () => queryProblem('condition.dates_turned', '/from', 'The first day comes after the last.');

export const costBasisNotFound = () => new Problem(404, 'condition.no_cost_basis_version', 'There is no such version of the cost basis.');
export const costBasisCounts = () =>
  new Problem(422, 'condition.cost_basis_counts', 'This version counts, or was taken back: it stays what it was. Make the next one.');
export const costBasisAhead = () =>
  new Problem(422, 'condition.cost_basis_ahead', 'A next version lies ahead already. Change that one, or take it back.');
export const bandsChanged = (version: number) =>
  new Problem(412, 'condition.bands_changed', 'Somebody changed the bands since you looked.', { current: { version } });
export const basisDayPast = () =>
  fieldProblem('condition.basis_day_past', '/effectiveOn', 'That day is over. Let it count from today on, or from a day to come.');
export const unknownUnit = (i: number) =>
  fieldProblem('condition.unknown_system', `/units/${i}/systemCode`, 'The version that counts does not have this system.');
export const baseYearAhead = (most: number) =>
  fieldProblem('condition.base_year_ahead', '/baseYear', `It counts before the money of that year is spent. Write ${most} or an earlier year.`, {
    most,
  });
export const systemTwice = (i: number) => fieldProblem('condition.system_twice', `/units/${i}/systemCode`, 'This system is named twice.');
export const bandsNotRising = () =>
  fieldProblem('condition.bands_not_rising', '/bands', 'Each bound has to lie above the one before; the last band has none.');

const changed = (what: string, version: number) =>
  new Problem(412, 'condition.changed', `Somebody changed this ${what} since you looked.`, { current: { version } });
export const structureChanged = (version: number) => changed('building', version);
export const componentChanged = (version: number) => changed('component', version);
export const componentNotFound = () => new Problem(404, 'condition.no_component', 'There is no such component, or it was removed.');
export const componentInNeed = () =>
  new Problem(
    422,
    'condition.component_in_need',
    'Something is wrong with this component. End its deficiencies first, or say that they are of another.',
  );
export const installedLater = (field: string) => fieldProblem('condition.installed_later', `/${field}`, 'That year is still to come.');
export const renewedBefore = (yearInstalled: number) =>
  fieldProblem('condition.renewed_before', '/year', `What is there is from ${yearInstalled}. Write that year or a later one.`, { yearInstalled });
const TOO_DEAR = 'No part of a building costs so much. Look at the quantity and at the cost of one unit.';
export const tooDear = (field: string) => fieldProblem('condition.too_dear', `/${field}`, TOO_DEAR);
export const tooDearTogether = () => new Problem(422, 'condition.too_dear', 'No building costs so much. Look at the amounts.');
/** An amount as people read it: "$1,234.50". */
const shown = (cents: bigint) => `$${dollarsOf(cents).replace(/\B(?=(\d{3})+(?!\d))(?=.*\.)/g, ',')}`;
export const dearerThanReplacing = (field: string, { of, cents }: Replacing) => {
  const more = of === 'component' ? ' Write that or less, or name no component.' : ' Write that or less.';
  return fieldProblem('condition.dearer_than_replacing', `/${field}`, `Replacing the whole ${of} costs ${shown(cents)}.${more}`, {
    of,
    most: dollarsOf(cents),
  });
};
export const moneyYearAhead = (field: string, most: number) =>
  fieldProblem('condition.money_year_ahead', `/${field}`, `The money of that year is not spent yet. Write ${most} or an earlier year.`, { most });
export const yearWithoutAmount = (field: string) =>
  fieldProblem('condition.year_without_amount', `/${field}`, 'There is no amount here that a year could belong to. Write the amount as well.');
export const noSuchService = () =>
  fieldProblem('condition.no_service', '/serviceCode', 'No crew of that service works on buildings. Choose another.');
export const noSuchTeam = () => fieldProblem('condition.no_team', '/teamId', 'That team is not of this service. Choose another.');
export const rateTooFarAhead = (last: string) =>
  fieldProblem('condition.rate_too_far_ahead', '/effectiveOn', `Nobody knows yet what an hour costs then. Choose a day up to ${last}.`, { last });
export const observedLater = () => fieldProblem('condition.observed_later', '/observed', 'That day is still to come.');
export const notACandidate = () => new Problem(422, 'condition.not_a_candidate', 'This is no candidate, or it was decided already.');
export const candidateOnly = () => new Problem(422, 'condition.candidate_only', 'This is a candidate: take it up or dismiss it first.');
export const photosOnly = () => fieldProblem('condition.photos_only', '/attachmentIds', 'Add photos; other files are not shown here.');
export const tooManyPhotos = (max: number) =>
  fieldProblem('condition.too_many_photos', '/attachmentIds', `At most ${max} photos for one deficiency.`);
export const photoNotFound = () => new Problem(404, 'condition.no_photo', 'There is no such photo.');
export const orderElsewhere = () =>
  fieldProblem('condition.order_elsewhere', '/workOrder', 'That order is at another school. Choose one of this school.');
export const orderNotForBuildings = () =>
  fieldProblem('condition.order_not_for_buildings', '/workOrder', 'That order is not about a building. Choose another.');
export const orderUnknown = () => fieldProblem('condition.order_unknown', '/workOrder', 'There is no such order, or it is not yours to see.');
export const orderOver = () => fieldProblem('condition.order_over', '/workOrder', 'That order is over. Choose one that is open.');
export const inWorkElsewhere = () => new Problem(422, 'condition.in_work_elsewhere', 'An order puts this right already. Take it off that one first.');
export const notInWorkOn = () => new Problem(422, 'condition.not_in_work_on', 'This deficiency is not in work on that order.');
export const noPlaceForOrder = () => new Problem(422, 'condition.no_place', 'This building belongs to no school that orders can be asked for.');
export const notABuildingMatter = () =>
  new Problem(403, 'condition.not_a_building_matter', 'Who works on an ordinary order says what is wrong with the building.');
export const reportedAlready = () =>
  new Problem(409, 'condition.reported_already', 'This order has reported that already, and a planner has yet to look at it.');
export const structureElsewhere = () => fieldProblem('condition.structure_elsewhere', '/structureId', 'Choose a building of this school.');
export const nothingToRenew = () => fieldProblem('condition.nothing_to_renew', '/isRenewed', 'This deficiency is on no component.');
