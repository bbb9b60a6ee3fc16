CREATE TABLE "building_systems" (
	"code" text PRIMARY KEY NOT NULL,
	"scheme" text DEFAULT 'UNIFORMAT II (ASTM E1557)' NOT NULL,
	"level" integer NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "building_systems_level" CHECK ("building_systems"."level" between 1 and 3)
);
--> statement-breakpoint
CREATE TABLE "components" (
	"id" uuid PRIMARY KEY NOT NULL,
	"structure_id" uuid NOT NULL,
	"system_code" text NOT NULL,
	"name" text NOT NULL,
	"quantity" double precision NOT NULL,
	"unit" text NOT NULL,
	"unit_cost_cents" bigint,
	"life_years" integer,
	"renewal_ratio" double precision,
	"year_installed" integer NOT NULL,
	"observed_on" date,
	"observed_remaining_years" integer,
	"removed_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "components_quantity" CHECK ("components"."quantity" > 0),
	CONSTRAINT "components_observed" CHECK (("components"."observed_on" is null) = ("components"."observed_remaining_years" is null))
);
--> statement-breakpoint
CREATE TABLE "condition_bands" (
	"portfolio_id" uuid NOT NULL,
	"code" text NOT NULL,
	"position" integer NOT NULL,
	"up_to_ratio" double precision,
	CONSTRAINT "condition_bands_portfolio_id_code_pk" PRIMARY KEY("portfolio_id","code"),
	CONSTRAINT "condition_bands_position" UNIQUE("portfolio_id","position")
);
--> statement-breakpoint
CREATE TABLE "condition_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"structure_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"cause" text NOT NULL,
	"component_id" uuid,
	"deficiency_id" uuid,
	"work_order_id" uuid,
	"actor_id" uuid,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"dm_delta_cents" bigint NOT NULL,
	"crv_delta_cents" bigint NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	CONSTRAINT "condition_events_cause" CHECK ("condition_events"."cause" in ('work','findings','ageing','escalation','method','correction'))
);
--> statement-breakpoint
CREATE TABLE "cost_bases" (
	"id" uuid PRIMARY KEY NOT NULL,
	"portfolio_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"effective_on" date NOT NULL,
	"base_year" integer NOT NULL,
	"escalation_ratio" double precision NOT NULL,
	"location_factor" double precision NOT NULL,
	"soft_cost_ratio" double precision NOT NULL,
	"source" text NOT NULL,
	"created_by_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "cost_bases_number" UNIQUE("portfolio_id","number"),
	CONSTRAINT "cost_bases_factors" CHECK ("cost_bases"."location_factor" > 0 and "cost_bases"."soft_cost_ratio" >= 0 and "cost_bases"."escalation_ratio" > -1)
);
--> statement-breakpoint
CREATE TABLE "deficiencies" (
	"id" uuid PRIMARY KEY NOT NULL,
	"structure_id" uuid NOT NULL,
	"component_id" uuid,
	"system_code" text NOT NULL,
	"priority" integer NOT NULL,
	"scope" text NOT NULL,
	"quantity" double precision,
	"unit" text,
	"cost_cents" bigint NOT NULL,
	"cost_base_year" integer NOT NULL,
	"found_on" date NOT NULL,
	"found_by_id" uuid,
	"source" text NOT NULL,
	"confidence_ratio" double precision,
	"status" text NOT NULL,
	"work_order_id" uuid,
	"actual_cost_cents" bigint,
	"ended_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "deficiencies_priority" CHECK ("deficiencies"."priority" between 1 and 4),
	CONSTRAINT "deficiencies_cost" CHECK ("deficiencies"."cost_cents" >= 0),
	CONSTRAINT "deficiencies_source" CHECK ("deficiencies"."source" in ('assessment','work_order','inspection')),
	CONSTRAINT "deficiencies_status" CHECK ("deficiencies"."status" in ('candidate','open','funded','in_work','corrected','withdrawn')),
	CONSTRAINT "deficiencies_ended" CHECK (("deficiencies"."status" in ('corrected','withdrawn')) = ("deficiencies"."ended_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "portfolios" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"is_demonstration" boolean DEFAULT false NOT NULL,
	"source" text NOT NULL,
	"replacement_ratio" double precision DEFAULT 0.4 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "portfolios_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "structure_conditions" (
	"structure_id" uuid NOT NULL,
	"system_code" text NOT NULL,
	"dm_cents" bigint NOT NULL,
	"crv_cents" bigint,
	"year" integer NOT NULL,
	"cost_basis_id" uuid NOT NULL,
	CONSTRAINT "structure_conditions_structure_id_system_code_pk" PRIMARY KEY("structure_id","system_code"),
	CONSTRAINT "structure_conditions_dm" CHECK ("structure_conditions"."dm_cents" >= 0)
);
--> statement-breakpoint
CREATE TABLE "structures" (
	"id" uuid PRIMARY KEY NOT NULL,
	"portfolio_id" uuid NOT NULL,
	"site_id" uuid,
	"building_id" uuid,
	"area_id" uuid,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"site_name" text NOT NULL,
	"kind" text NOT NULL,
	"level" text,
	"gross_area_sqft" integer,
	"year_built" integer,
	"replacement_cents" bigint,
	"dm_cents" bigint NOT NULL,
	"crv_cents" bigint,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "structures_code" UNIQUE("portfolio_id","code"),
	CONSTRAINT "structures_kind" CHECK ("structures"."kind" in ('main','addition','transportable','storage','site_items')),
	CONSTRAINT "structures_area" CHECK ("structures"."gross_area_sqft" is null or "structures"."gross_area_sqft" > 0)
);
--> statement-breakpoint
CREATE TABLE "unit_costs" (
	"cost_basis_id" uuid NOT NULL,
	"system_code" text NOT NULL,
	"unit" text NOT NULL,
	"unit_cost_cents" bigint NOT NULL,
	"life_years" integer NOT NULL,
	"renewal_ratio" double precision DEFAULT 1 NOT NULL,
	CONSTRAINT "unit_costs_cost_basis_id_system_code_pk" PRIMARY KEY("cost_basis_id","system_code"),
	CONSTRAINT "unit_costs_sense" CHECK ("unit_costs"."unit_cost_cents" >= 0 and "unit_costs"."life_years" > 0 and "unit_costs"."renewal_ratio" > 0 and "unit_costs"."renewal_ratio" <= 1)
);
--> statement-breakpoint
ALTER TABLE "components" ADD CONSTRAINT "components_structure_id_structures_id_fk" FOREIGN KEY ("structure_id") REFERENCES "public"."structures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "components" ADD CONSTRAINT "components_system_code_building_systems_code_fk" FOREIGN KEY ("system_code") REFERENCES "public"."building_systems"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "condition_bands" ADD CONSTRAINT "condition_bands_portfolio_id_portfolios_id_fk" FOREIGN KEY ("portfolio_id") REFERENCES "public"."portfolios"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "condition_events" ADD CONSTRAINT "condition_events_structure_id_structures_id_fk" FOREIGN KEY ("structure_id") REFERENCES "public"."structures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "condition_events" ADD CONSTRAINT "condition_events_component_id_components_id_fk" FOREIGN KEY ("component_id") REFERENCES "public"."components"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "condition_events" ADD CONSTRAINT "condition_events_deficiency_id_deficiencies_id_fk" FOREIGN KEY ("deficiency_id") REFERENCES "public"."deficiencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "condition_events" ADD CONSTRAINT "condition_events_work_order_id_work_orders_id_fk" FOREIGN KEY ("work_order_id") REFERENCES "public"."work_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "condition_events" ADD CONSTRAINT "condition_events_actor_id_people_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cost_bases" ADD CONSTRAINT "cost_bases_portfolio_id_portfolios_id_fk" FOREIGN KEY ("portfolio_id") REFERENCES "public"."portfolios"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cost_bases" ADD CONSTRAINT "cost_bases_created_by_id_people_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deficiencies" ADD CONSTRAINT "deficiencies_structure_id_structures_id_fk" FOREIGN KEY ("structure_id") REFERENCES "public"."structures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deficiencies" ADD CONSTRAINT "deficiencies_component_id_components_id_fk" FOREIGN KEY ("component_id") REFERENCES "public"."components"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deficiencies" ADD CONSTRAINT "deficiencies_system_code_building_systems_code_fk" FOREIGN KEY ("system_code") REFERENCES "public"."building_systems"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deficiencies" ADD CONSTRAINT "deficiencies_found_by_id_people_id_fk" FOREIGN KEY ("found_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deficiencies" ADD CONSTRAINT "deficiencies_work_order_id_work_orders_id_fk" FOREIGN KEY ("work_order_id") REFERENCES "public"."work_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "structure_conditions" ADD CONSTRAINT "structure_conditions_structure_id_structures_id_fk" FOREIGN KEY ("structure_id") REFERENCES "public"."structures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "structure_conditions" ADD CONSTRAINT "structure_conditions_system_code_building_systems_code_fk" FOREIGN KEY ("system_code") REFERENCES "public"."building_systems"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "structure_conditions" ADD CONSTRAINT "structure_conditions_cost_basis_id_cost_bases_id_fk" FOREIGN KEY ("cost_basis_id") REFERENCES "public"."cost_bases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "structures" ADD CONSTRAINT "structures_portfolio_id_portfolios_id_fk" FOREIGN KEY ("portfolio_id") REFERENCES "public"."portfolios"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "structures" ADD CONSTRAINT "structures_site_id_sites_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "structures" ADD CONSTRAINT "structures_building_id_buildings_id_fk" FOREIGN KEY ("building_id") REFERENCES "public"."buildings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "structures" ADD CONSTRAINT "structures_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit_costs" ADD CONSTRAINT "unit_costs_cost_basis_id_cost_bases_id_fk" FOREIGN KEY ("cost_basis_id") REFERENCES "public"."cost_bases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit_costs" ADD CONSTRAINT "unit_costs_system_code_building_systems_code_fk" FOREIGN KEY ("system_code") REFERENCES "public"."building_systems"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "components_structure_id_index" ON "components" USING btree ("structure_id");--> statement-breakpoint
CREATE INDEX "components_system_code_index" ON "components" USING btree ("system_code");--> statement-breakpoint
CREATE INDEX "condition_events_structure_id_occurred_at_id_index" ON "condition_events" USING btree ("structure_id","occurred_at","id");--> statement-breakpoint
CREATE INDEX "condition_events_component_id_index" ON "condition_events" USING btree ("component_id");--> statement-breakpoint
CREATE INDEX "condition_events_deficiency_id_index" ON "condition_events" USING btree ("deficiency_id");--> statement-breakpoint
CREATE INDEX "condition_events_work_order_id_index" ON "condition_events" USING btree ("work_order_id");--> statement-breakpoint
CREATE INDEX "condition_events_actor_id_index" ON "condition_events" USING btree ("actor_id");--> statement-breakpoint
CREATE INDEX "cost_bases_created_by_id_index" ON "cost_bases" USING btree ("created_by_id");--> statement-breakpoint
CREATE INDEX "deficiencies_structure_id_status_index" ON "deficiencies" USING btree ("structure_id","status");--> statement-breakpoint
CREATE INDEX "deficiencies_component_id_index" ON "deficiencies" USING btree ("component_id");--> statement-breakpoint
CREATE INDEX "deficiencies_system_code_index" ON "deficiencies" USING btree ("system_code");--> statement-breakpoint
CREATE INDEX "deficiencies_found_by_id_index" ON "deficiencies" USING btree ("found_by_id");--> statement-breakpoint
CREATE INDEX "deficiencies_work_order_id_index" ON "deficiencies" USING btree ("work_order_id");--> statement-breakpoint
CREATE INDEX "structure_conditions_system_code_index" ON "structure_conditions" USING btree ("system_code");--> statement-breakpoint
CREATE INDEX "structure_conditions_cost_basis_id_index" ON "structure_conditions" USING btree ("cost_basis_id");--> statement-breakpoint
CREATE INDEX "structures_site_id_index" ON "structures" USING btree ("site_id");--> statement-breakpoint
CREATE INDEX "structures_building_id_index" ON "structures" USING btree ("building_id");--> statement-breakpoint
CREATE INDEX "structures_area_id_index" ON "structures" USING btree ("area_id");--> statement-breakpoint
CREATE INDEX "unit_costs_system_code_index" ON "unit_costs" USING btree ("system_code");--> statement-breakpoint
-- Events: what happened stays, whoever asks, the owner too.
REVOKE UPDATE, DELETE, TRUNCATE ON "condition_events" FROM steward_app;--> statement-breakpoint
CREATE TRIGGER "condition_events_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "condition_events" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
-- What an assessment said stays: a component is taken out of use, a deficiency ends, the next version of a cost basis follows.
REVOKE DELETE, TRUNCATE ON "structures", "components", "deficiencies", "portfolios", "building_systems" FROM steward_app;--> statement-breakpoint
REVOKE UPDATE, DELETE, TRUNCATE ON "cost_bases", "unit_costs" FROM steward_app;--> statement-breakpoint
-- UNIFORMAT II (ASTM E1557), levels 1 to 3: codes and short names.
INSERT INTO "building_systems" ("code", "level", "name") VALUES
	('A', 1, 'Substructure'),
	('A10', 2, 'Foundations'),
	('A1010', 3, 'Standard Foundations'),
	('A1020', 3, 'Special Foundations'),
	('A1030', 3, 'Slab on Grade'),
	('A20', 2, 'Basement Construction'),
	('A2010', 3, 'Basement Excavation'),
	('A2020', 3, 'Basement Walls'),
	('B', 1, 'Shell'),
	('B10', 2, 'Superstructure'),
	('B1010', 3, 'Floor Construction'),
	('B1020', 3, 'Roof Construction'),
	('B20', 2, 'Exterior Enclosure'),
	('B2010', 3, 'Exterior Walls'),
	('B2020', 3, 'Exterior Windows'),
	('B2030', 3, 'Exterior Doors'),
	('B30', 2, 'Roofing'),
	('B3010', 3, 'Roof Coverings'),
	('B3020', 3, 'Roof Openings'),
	('C', 1, 'Interiors'),
	('C10', 2, 'Interior Construction'),
	('C1010', 3, 'Partitions'),
	('C1020', 3, 'Interior Doors'),
	('C1030', 3, 'Fittings'),
	('C20', 2, 'Stairs'),
	('C2010', 3, 'Stair Construction'),
	('C2020', 3, 'Stair Finishes'),
	('C30', 2, 'Interior Finishes'),
	('C3010', 3, 'Wall Finishes'),
	('C3020', 3, 'Floor Finishes'),
	('C3030', 3, 'Ceiling Finishes'),
	('D', 1, 'Services'),
	('D10', 2, 'Conveying'),
	('D1010', 3, 'Elevators and Lifts'),
	('D1020', 3, 'Escalators and Moving Walks'),
	('D1090', 3, 'Other Conveying Systems'),
	('D20', 2, 'Plumbing'),
	('D2010', 3, 'Plumbing Fixtures'),
	('D2020', 3, 'Domestic Water Distribution'),
	('D2030', 3, 'Sanitary Waste'),
	('D2040', 3, 'Rain Water Drainage'),
	('D2090', 3, 'Other Plumbing Systems'),
	('D30', 2, 'HVAC'),
	('D3010', 3, 'Energy Supply'),
	('D3020', 3, 'Heat Generating Systems'),
	('D3030', 3, 'Cooling Generating Systems'),
	('D3040', 3, 'Distribution Systems'),
	('D3050', 3, 'Terminal and Package Units'),
	('D3060', 3, 'Controls and Instrumentation'),
	('D3070', 3, 'Systems Testing and Balancing'),
	('D3090', 3, 'Other HVAC Systems'),
	('D40', 2, 'Fire Protection'),
	('D4010', 3, 'Sprinklers'),
	('D4020', 3, 'Standpipes'),
	('D4030', 3, 'Fire Protection Specialties'),
	('D4090', 3, 'Other Fire Protection Systems'),
	('D50', 2, 'Electrical'),
	('D5010', 3, 'Electrical Service and Distribution'),
	('D5020', 3, 'Lighting and Branch Wiring'),
	('D5030', 3, 'Communications and Security'),
	('D5090', 3, 'Other Electrical Systems'),
	('E', 1, 'Equipment and Furnishings'),
	('E10', 2, 'Equipment'),
	('E1010', 3, 'Commercial Equipment'),
	('E1020', 3, 'Institutional Equipment'),
	('E1030', 3, 'Vehicular Equipment'),
	('E1090', 3, 'Other Equipment'),
	('E20', 2, 'Furnishings'),
	('E2010', 3, 'Fixed Furnishings'),
	('E2020', 3, 'Movable Furnishings'),
	('F', 1, 'Special Construction and Demolition'),
	('F10', 2, 'Special Construction'),
	('F1010', 3, 'Special Structures'),
	('F1020', 3, 'Integrated Construction'),
	('F1030', 3, 'Special Construction Systems'),
	('F1040', 3, 'Special Facilities'),
	('F1050', 3, 'Special Controls and Instrumentation'),
	('F20', 2, 'Selective Building Demolition'),
	('F2010', 3, 'Building Elements Demolition'),
	('F2020', 3, 'Hazardous Components Abatement'),
	('G', 1, 'Building Sitework'),
	('G10', 2, 'Site Preparation'),
	('G1010', 3, 'Site Clearing'),
	('G1020', 3, 'Site Demolition and Relocations'),
	('G1030', 3, 'Site Earthwork'),
	('G1040', 3, 'Hazardous Waste Remediation'),
	('G20', 2, 'Site Improvements'),
	('G2010', 3, 'Roadways'),
	('G2020', 3, 'Parking Lots'),
	('G2030', 3, 'Pedestrian Paving'),
	('G2040', 3, 'Site Development'),
	('G2050', 3, 'Landscaping'),
	('G30', 2, 'Site Civil and Mechanical Utilities'),
	('G3010', 3, 'Water Supply'),
	('G3020', 3, 'Sanitary Sewer'),
	('G3030', 3, 'Storm Sewer'),
	('G3040', 3, 'Heating Distribution'),
	('G3050', 3, 'Cooling Distribution'),
	('G3060', 3, 'Fuel Distribution'),
	('G3090', 3, 'Other Site Mechanical Utilities'),
	('G40', 2, 'Site Electrical Utilities'),
	('G4010', 3, 'Electrical Distribution'),
	('G4020', 3, 'Site Lighting'),
	('G4030', 3, 'Site Communications and Security'),
	('G4090', 3, 'Other Site Electrical Utilities'),
	('G90', 2, 'Other Site Construction'),
	('G9010', 3, 'Service and Pedestrian Tunnels'),
	('G9090', 3, 'Other Site Systems and Equipment');--> statement-breakpoint
-- The district's own buildings, and what their ratios are called until it decides otherwise.
INSERT INTO "portfolios" ("id", "code", "name", "source") VALUES ('5d0f2a52-7c0e-8b7a-9d5c-1f6f6a0c7e11', 'district', 'The district', 'The district’s own inventory');--> statement-breakpoint
INSERT INTO "condition_bands" ("portfolio_id", "code", "position", "up_to_ratio") VALUES
	('5d0f2a52-7c0e-8b7a-9d5c-1f6f6a0c7e11', 'good', 1, 0.05),
	('5d0f2a52-7c0e-8b7a-9d5c-1f6f6a0c7e11', 'fair', 2, 0.1),
	('5d0f2a52-7c0e-8b7a-9d5c-1f6f6a0c7e11', 'poor', 3, 0.3),
	('5d0f2a52-7c0e-8b7a-9d5c-1f6f6a0c7e11', 'critical', 4, NULL);
