package org.hobnob.launcher.demo.storm;

import java.util.List;

/** What people say in a storm; each sentence once. */
final class Words {
    private static final List<String> SENTENCES = List.of(
            "good morning from the harbour",
            "the wind is up again",
            "pump two runs, pump one does not",
            "who has the spare fuse?",
            "it is in the blue box",
            "which blue box",
            "the one under the stairs",
            "got it, thanks",
            "radio check on channel 9",
            "loud and clear here",
            "the printer prints umlauts now",
            "tea in ten minutes",
            "bring the long ladder, please",
            "the ladder is on its way",
            "water at 40 cm, rising",
            "41 cm",
            "sandbags are at the gate",
            "gate is shut",
            "generator has fuel until four",
            "then we need the second can",
            "second can is full",
            "somebody look after the dog",
            "the dog is with me",
            "42 cm, slower now",
            "lights in the hall are back",
            "do not touch the red switch",
            "nobody touches the red switch",
            "pump one runs again",
            "well done, pump one",
            "40 cm and falling",
            "soup is ready",
            "save me some soup",
            "the bus comes at six",
            "tell the school, please",
            "school knows",
            "38 cm",
            "antenna is tied down",
            "the map is on the table",
            "new batteries in the torch",
            "torch works",
            "36 cm, we are through",
            "the wind turns west",
            "roof is dry",
            "cellar is dry, nearly",
            "who locks up tonight?",
            "I do",
            "keys are with the porter",
            "same time tomorrow?",
            "not without rain",
            "33 cm",
            "last round of tea",
            "log is written",
            "good night, harbour",
            "good night",
            "sleep well",
            "over and out");

    private int next;

    /** The next sentence; numbered from the second round on. */
    String next() {
        String sentence = SENTENCES.get(next % SENTENCES.size());
        int round = next / SENTENCES.size() + 1;
        next++;
        return round == 1 ? sentence : sentence + " (" + round + ")";
    }
}
