CREATE TABLE "labour_rates" (
	"id" uuid PRIMARY KEY NOT NULL,
	"service_code" text NOT NULL,
	"team_id" uuid,
	"effective_on" date NOT NULL,
	"hourly_cents" bigint,
	"created_by_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "labour_rates_sense" CHECK ("labour_rates"."hourly_cents" > 0)
);
--> statement-breakpoint
ALTER TABLE "building_systems" ADD COLUMN "name_es" text;--> statement-breakpoint
ALTER TABLE "components" ADD COLUMN "unit_cost_base_year" integer;--> statement-breakpoint
ALTER TABLE "portfolios" ADD COLUMN "removed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "structures" ADD COLUMN "replacement_base_year" integer;--> statement-breakpoint
ALTER TABLE "structures" ADD COLUMN "stated_base_year" integer;--> statement-breakpoint
ALTER TABLE "structures" ADD COLUMN "recount_as" text;--> statement-breakpoint
ALTER TABLE "deficiency_orders" ADD COLUMN "charged" jsonb;--> statement-breakpoint
ALTER TABLE "labour_rates" ADD CONSTRAINT "labour_rates_service_code_services_code_fk" FOREIGN KEY ("service_code") REFERENCES "public"."services"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labour_rates" ADD CONSTRAINT "labour_rates_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labour_rates" ADD CONSTRAINT "labour_rates_created_by_id_people_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "labour_rates_service_code_effective_on_index" ON "labour_rates" USING btree ("service_code","effective_on");--> statement-breakpoint
CREATE INDEX "labour_rates_team_id_index" ON "labour_rates" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "labour_rates_created_by_id_index" ON "labour_rates" USING btree ("created_by_id");--> statement-breakpoint
-- What people who read Spanish call them; the scheme's own English name stays.
UPDATE "building_systems" s SET "name_es" = v.name FROM (VALUES
	('A', 'Subestructura'),
	('A10', 'Cimentaciones'),
	('A1010', 'Cimentaciones comunes'),
	('A1020', 'Cimentaciones especiales'),
	('A1030', 'Losa sobre el terreno'),
	('A20', 'Construcción de sótanos'),
	('A2010', 'Excavación de sótanos'),
	('A2020', 'Muros de sótano'),
	('B', 'Envolvente'),
	('B10', 'Superestructura'),
	('B1010', 'Estructura de pisos'),
	('B1020', 'Estructura del techo'),
	('B20', 'Cerramiento exterior'),
	('B2010', 'Muros exteriores'),
	('B2020', 'Ventanas exteriores'),
	('B2030', 'Puertas exteriores'),
	('B30', 'Techado'),
	('B3010', 'Cubiertas de techo'),
	('B3020', 'Aberturas del techo'),
	('C', 'Interiores'),
	('C10', 'Construcción interior'),
	('C1010', 'Tabiques'),
	('C1020', 'Puertas interiores'),
	('C1030', 'Accesorios fijos'),
	('C20', 'Escaleras'),
	('C2010', 'Construcción de escaleras'),
	('C2020', 'Acabados de escaleras'),
	('C30', 'Acabados interiores'),
	('C3010', 'Acabados de paredes'),
	('C3020', 'Acabados de pisos'),
	('C3030', 'Acabados de cielos rasos'),
	('D', 'Instalaciones'),
	('D10', 'Transporte vertical'),
	('D1010', 'Ascensores y elevadores'),
	('D1020', 'Escaleras y pasillos mecánicos'),
	('D1090', 'Otros sistemas de transporte'),
	('D20', 'Plomería'),
	('D2010', 'Aparatos sanitarios'),
	('D2020', 'Distribución de agua potable'),
	('D2030', 'Desagüe sanitario'),
	('D2040', 'Desagüe de lluvia'),
	('D2090', 'Otros sistemas de plomería'),
	('D30', 'Calefacción, ventilación y aire acondicionado'),
	('D3010', 'Suministro de energía'),
	('D3020', 'Sistemas de generación de calor'),
	('D3030', 'Sistemas de generación de frío'),
	('D3040', 'Sistemas de distribución de aire y agua'),
	('D3050', 'Unidades terminales y compactas'),
	('D3060', 'Controles e instrumentación'),
	('D3070', 'Pruebas y balanceo de sistemas'),
	('D3090', 'Otros sistemas de clima'),
	('D40', 'Protección contra incendios'),
	('D4010', 'Rociadores'),
	('D4020', 'Columnas para mangueras'),
	('D4030', 'Equipo especial contra incendios'),
	('D4090', 'Otros sistemas contra incendios'),
	('D50', 'Electricidad'),
	('D5010', 'Acometida y distribución eléctrica'),
	('D5020', 'Iluminación y circuitos'),
	('D5030', 'Comunicaciones y seguridad'),
	('D5090', 'Otros sistemas eléctricos'),
	('E', 'Equipo y mobiliario'),
	('E10', 'Equipo'),
	('E1010', 'Equipo comercial'),
	('E1020', 'Equipo institucional'),
	('E1030', 'Equipo para vehículos'),
	('E1090', 'Otro equipo'),
	('E20', 'Mobiliario'),
	('E2010', 'Mobiliario fijo'),
	('E2020', 'Mobiliario movible'),
	('F', 'Construcción especial y demolición'),
	('F10', 'Construcción especial'),
	('F1010', 'Estructuras especiales'),
	('F1020', 'Construcción integrada'),
	('F1030', 'Sistemas de construcción especial'),
	('F1040', 'Instalaciones especiales'),
	('F1050', 'Controles e instrumentación especiales'),
	('F20', 'Demolición selectiva de edificios'),
	('F2010', 'Demolición de partes del edificio'),
	('F2020', 'Retiro de materiales peligrosos'),
	('G', 'Obras en el terreno'),
	('G10', 'Preparación del terreno'),
	('G1010', 'Limpieza del terreno'),
	('G1020', 'Demolición y traslados en el terreno'),
	('G1030', 'Movimiento de tierra'),
	('G1040', 'Saneamiento de desechos peligrosos'),
	('G20', 'Mejoras del terreno'),
	('G2010', 'Vías'),
	('G2020', 'Estacionamientos'),
	('G2030', 'Pavimento peatonal'),
	('G2040', 'Equipamiento del terreno'),
	('G2050', 'Jardinería'),
	('G30', 'Servicios civiles y mecánicos del terreno'),
	('G3010', 'Suministro de agua'),
	('G3020', 'Alcantarillado sanitario'),
	('G3030', 'Alcantarillado de lluvia'),
	('G3040', 'Distribución de calefacción'),
	('G3050', 'Distribución de enfriamiento'),
	('G3060', 'Distribución de combustible'),
	('G3090', 'Otros servicios mecánicos del terreno'),
	('G40', 'Servicios eléctricos del terreno'),
	('G4010', 'Distribución eléctrica'),
	('G4020', 'Alumbrado exterior'),
	('G4030', 'Comunicaciones y seguridad exteriores'),
	('G4090', 'Otros servicios eléctricos del terreno'),
	('G90', 'Otras obras en el terreno'),
	('G9010', 'Túneles de servicio y peatonales'),
	('G9090', 'Otros sistemas y equipo del terreno')
) AS v(code, name) WHERE v.code = s.code;--> statement-breakpoint
-- Amounts that somebody entered have been read as money of the cost basis. They were written when one counted: theirs is the year of the version that counted on the day on which they were
-- entered, as far as an event or a file tells that day; else of the version by which their building was last counted.
CREATE FUNCTION pg_temp.base_year(portfolio uuid, entered timestamptz, structure uuid) RETURNS integer LANGUAGE sql AS $$
	SELECT coalesce(
		(SELECT b.base_year FROM cost_bases b WHERE b.portfolio_id = portfolio AND b.effective_on <= (entered AT TIME ZONE 'America/Denver')::date
			AND NOT EXISTS (SELECT FROM cost_basis_withdrawals w WHERE w.cost_basis_id = b.id) ORDER BY b.number DESC LIMIT 1),
		(SELECT b.base_year FROM structure_conditions c JOIN cost_bases b ON b.id = c.cost_basis_id WHERE c.structure_id = structure LIMIT 1),
		(SELECT b.base_year FROM cost_bases b WHERE b.portfolio_id = portfolio ORDER BY b.number LIMIT 1))
$$;--> statement-breakpoint
UPDATE "components" c SET "unit_cost_base_year" = pg_temp.base_year(s.portfolio_id, coalesce(
		(SELECT max(e.occurred_at) FROM condition_events e WHERE e.component_id = c.id AND (e.kind = 'component_added' OR e.data->'after' ? 'unitCost')),
		(SELECT a.created_at FROM assessments a WHERE a.id = c.assessment_id)), s.id)
	FROM "structures" s WHERE s.id = c.structure_id AND c.unit_cost_cents IS NOT NULL;--> statement-breakpoint
UPDATE "structures" s SET "replacement_base_year" = pg_temp.base_year(s.portfolio_id, coalesce(
		(SELECT max(e.occurred_at) FROM condition_events e WHERE e.structure_id = s.id AND e.kind = 'structure_changed' AND e.data->'after' ? 'replacementValue'),
		(SELECT a.created_at FROM assessments a WHERE a.id = s.assessment_id)), s.id)
	WHERE s.replacement_cents IS NOT NULL;--> statement-breakpoint
UPDATE "structures" s SET "stated_base_year" = pg_temp.base_year(s.portfolio_id, (SELECT a.created_at FROM assessments a WHERE a.id = s.assessment_id), s.id)
	WHERE s.stated_dm_cents IS NOT NULL;--> statement-breakpoint
-- Where that is another year than the one they were read by, the building is counted anew, and its history says why.
UPDATE "structures" s SET "recount_as" = 'cost_years_known' WHERE EXISTS (
	SELECT FROM "structure_conditions" c JOIN "cost_bases" b ON b.id = c.cost_basis_id WHERE c.structure_id = s.id AND (
		s.replacement_base_year <> b.base_year OR s.stated_base_year <> b.base_year
		OR EXISTS (SELECT FROM "components" p WHERE p.structure_id = s.id AND p.removed_at IS NULL AND p.unit_cost_base_year <> b.base_year)));--> statement-breakpoint
CREATE TRIGGER "labour_rates_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "labour_rates" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
REVOKE UPDATE, DELETE, TRUNCATE ON "labour_rates" FROM steward_app;
